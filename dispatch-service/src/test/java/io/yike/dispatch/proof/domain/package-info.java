@NullMarked
package io.yike.dispatch.proof.domain;

import org.jspecify.annotations.NullMarked;
