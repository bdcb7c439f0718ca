@NullMarked
package io.yike.store.stocking.domain;

import org.jspecify.annotations.NullMarked;
