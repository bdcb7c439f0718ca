@NullMarked
package io.yike.dispatch.proof.adapter;

import org.jspecify.annotations.NullMarked;
