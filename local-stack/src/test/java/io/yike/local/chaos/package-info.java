@NullMarked
package io.yike.local.chaos;

import org.jspecify.annotations.NullMarked;
