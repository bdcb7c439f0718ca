/// Operating-system processes: how they are started, recognised again, watched and stopped.
@NullMarked
package io.yike.local.process;

import org.jspecify.annotations.NullMarked;
