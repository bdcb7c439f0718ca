/// recycling-service.
@NullMarked
package io.yike.recycling;

import org.jspecify.annotations.NullMarked;
