/// Taking in the wish, and the rows that are changed.
@NullMarked
package io.yike.dispatch.forgetting.adapter;

import org.jspecify.annotations.NullMarked;
