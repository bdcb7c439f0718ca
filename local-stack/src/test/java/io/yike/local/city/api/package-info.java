@NullMarked
package io.yike.local.city.api;

import org.jspecify.annotations.NullMarked;
