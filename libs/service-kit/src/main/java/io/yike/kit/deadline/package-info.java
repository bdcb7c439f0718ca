/// Time limits as rows: they outlive the process that set them.
@NullMarked
package io.yike.kit.deadline;

import org.jspecify.annotations.NullMarked;
