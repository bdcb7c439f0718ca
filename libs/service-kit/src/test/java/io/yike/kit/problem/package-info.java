@NullMarked
package io.yike.kit.problem;

import org.jspecify.annotations.NullMarked;
