@NullMarked
package io.yike.local.engine;

import org.jspecify.annotations.NullMarked;
