/// The delivery and its states. Pure: time, ids and codes come in.
@NullMarked
package io.yike.dispatch.delivering.domain;

import org.jspecify.annotations.NullMarked;
