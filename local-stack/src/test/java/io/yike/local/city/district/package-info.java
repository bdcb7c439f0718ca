@NullMarked
package io.yike.local.city.district;

import org.jspecify.annotations.NullMarked;
