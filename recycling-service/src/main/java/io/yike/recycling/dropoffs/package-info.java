/// A bin opened by code, what was dropped weighed in, corrected and reviewed.
@NullMarked
package io.yike.recycling.dropoffs;

import org.jspecify.annotations.NullMarked;
