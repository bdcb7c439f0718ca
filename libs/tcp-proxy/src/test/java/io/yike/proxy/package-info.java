@NullMarked
package io.yike.proxy;

import org.jspecify.annotations.NullMarked;
