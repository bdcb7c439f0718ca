@NullMarked
package io.yike.recycling.collecting.domain;

import org.jspecify.annotations.NullMarked;
