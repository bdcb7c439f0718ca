@NullMarked
package io.yike.dispatch.supply.domain;

import org.jspecify.annotations.NullMarked;
