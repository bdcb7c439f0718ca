/// Photos that prove a hand-over, kept in an object store and read through links that expire.
@NullMarked
package io.yike.dispatch.proof;

import org.jspecify.annotations.NullMarked;
