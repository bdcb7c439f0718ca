/// What nobody could serve: where, what and why.
@NullMarked
package io.yike.store.demand;

import org.jspecify.annotations.NullMarked;
