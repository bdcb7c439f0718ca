@NullMarked
package io.yike.dispatch.proof;

import org.jspecify.annotations.NullMarked;
