@NullMarked
package io.yike.dispatch.supply;

import org.jspecify.annotations.NullMarked;
