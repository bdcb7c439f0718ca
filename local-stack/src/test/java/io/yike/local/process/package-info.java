@NullMarked
package io.yike.local.process;

import org.jspecify.annotations.NullMarked;
