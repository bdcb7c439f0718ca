@NullMarked
package io.yike.local.city;

import org.jspecify.annotations.NullMarked;
