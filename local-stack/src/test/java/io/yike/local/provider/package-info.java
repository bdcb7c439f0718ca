@NullMarked
package io.yike.local.provider;

import org.jspecify.annotations.NullMarked;
