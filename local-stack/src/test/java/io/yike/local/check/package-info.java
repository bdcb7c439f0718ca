@NullMarked
package io.yike.local.check;

import org.jspecify.annotations.NullMarked;
