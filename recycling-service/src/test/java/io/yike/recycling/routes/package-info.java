@NullMarked
package io.yike.recycling.routes;

import org.jspecify.annotations.NullMarked;
