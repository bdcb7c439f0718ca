@NullMarked
package io.yike.dispatch.delivering.domain;

import org.jspecify.annotations.NullMarked;
