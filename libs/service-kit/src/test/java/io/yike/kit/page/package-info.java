@NullMarked
package io.yike.kit.page;

import org.jspecify.annotations.NullMarked;
