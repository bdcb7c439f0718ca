/// The rules, without a framework.
@NullMarked
package io.yike.recycling.points.domain;

import org.jspecify.annotations.NullMarked;
