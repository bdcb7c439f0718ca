@NullMarked
package io.yike.store.ranking;

import org.jspecify.annotations.NullMarked;
