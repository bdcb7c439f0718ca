@NullMarked
package io.yike.store.routing.domain;

import org.jspecify.annotations.NullMarked;
