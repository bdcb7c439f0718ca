@NullMarked
package io.yike.gateway;

import org.jspecify.annotations.NullMarked;
