@NullMarked
package io.yike.travel.engine;

import org.jspecify.annotations.NullMarked;
