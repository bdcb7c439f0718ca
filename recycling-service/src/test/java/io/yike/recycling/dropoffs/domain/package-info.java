@NullMarked
package io.yike.recycling.dropoffs.domain;

import org.jspecify.annotations.NullMarked;
