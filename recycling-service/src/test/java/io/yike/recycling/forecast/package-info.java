@NullMarked
package io.yike.recycling.forecast;

import org.jspecify.annotations.NullMarked;
