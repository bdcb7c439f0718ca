@NullMarked
package io.yike.travel;

import org.jspecify.annotations.NullMarked;
