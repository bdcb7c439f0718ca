/// Areas of the city and their supply.
@NullMarked
package io.yike.dispatch.supply.domain;

import org.jspecify.annotations.NullMarked;
