@NullMarked
package io.yike.identity;

import org.jspecify.annotations.NullMarked;
