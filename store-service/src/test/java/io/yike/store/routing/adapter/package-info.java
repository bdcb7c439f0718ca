@NullMarked
package io.yike.store.routing.adapter;

import org.jspecify.annotations.NullMarked;
