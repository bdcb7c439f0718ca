/// Health of the whole platform.
@NullMarked
package io.yike.gateway.health;

import org.jspecify.annotations.NullMarked;
