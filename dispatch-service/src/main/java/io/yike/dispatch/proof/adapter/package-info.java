/// Photos over HTTP, their rows, and the folder they lie in.
@NullMarked
package io.yike.dispatch.proof.adapter;

import org.jspecify.annotations.NullMarked;
