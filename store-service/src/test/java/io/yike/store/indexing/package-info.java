@NullMarked
package io.yike.store.indexing;

import org.jspecify.annotations.NullMarked;
