/// The rules, without a framework.
@NullMarked
package io.yike.recycling.dropoffs.domain;

import org.jspecify.annotations.NullMarked;
