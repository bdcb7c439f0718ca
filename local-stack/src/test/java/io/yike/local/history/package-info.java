@NullMarked
package io.yike.local.history;

import org.jspecify.annotations.NullMarked;
