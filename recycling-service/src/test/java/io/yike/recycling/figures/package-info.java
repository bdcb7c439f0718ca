@NullMarked
package io.yike.recycling.figures;

import org.jspecify.annotations.NullMarked;
