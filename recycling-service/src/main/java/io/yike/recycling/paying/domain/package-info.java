/// The payment of a pickup and its states.
@NullMarked
package io.yike.recycling.paying.domain;

import org.jspecify.annotations.NullMarked;
