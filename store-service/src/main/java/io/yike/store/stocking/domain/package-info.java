/// Stock arithmetic: reserved never exceeds what is on hand.
@NullMarked
package io.yike.store.stocking.domain;

import org.jspecify.annotations.NullMarked;
