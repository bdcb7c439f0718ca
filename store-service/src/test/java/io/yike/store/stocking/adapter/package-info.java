@NullMarked
package io.yike.store.stocking.adapter;

import org.jspecify.annotations.NullMarked;
