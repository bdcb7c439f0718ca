@NullMarked
package io.yike.local.fuzz;

import org.jspecify.annotations.NullMarked;
