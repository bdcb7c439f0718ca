@NullMarked
package io.yike.contracts;

import org.jspecify.annotations.NullMarked;
