@NullMarked
package io.yike.kit.deadline;

import org.jspecify.annotations.NullMarked;
