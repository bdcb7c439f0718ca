/// Photos over HTTP, their rows, and the folder or bucket they lie in.
@NullMarked
package io.yike.dispatch.proof.adapter;

import org.jspecify.annotations.NullMarked;
