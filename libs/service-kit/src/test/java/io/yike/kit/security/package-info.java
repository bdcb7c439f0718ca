@NullMarked
package io.yike.kit.security;

import org.jspecify.annotations.NullMarked;
