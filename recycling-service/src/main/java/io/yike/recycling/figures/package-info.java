/// What the city collects, for whoever wants to know.
@NullMarked
package io.yike.recycling.figures;

import org.jspecify.annotations.NullMarked;
