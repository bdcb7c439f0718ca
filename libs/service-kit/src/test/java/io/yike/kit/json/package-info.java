@NullMarked
package io.yike.kit.json;

import org.jspecify.annotations.NullMarked;
