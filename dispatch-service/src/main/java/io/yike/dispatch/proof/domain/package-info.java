/// Photos and what tells one from other files.
@NullMarked
package io.yike.dispatch.proof.domain;

import org.jspecify.annotations.NullMarked;
