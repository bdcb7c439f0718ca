@NullMarked
package io.yike.dispatch.assignment;

import org.jspecify.annotations.NullMarked;
