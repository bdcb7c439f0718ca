@NullMarked
package io.yike.gateway.problem;

import org.jspecify.annotations.NullMarked;
