@NullMarked
package io.yike.gateway.security;

import org.jspecify.annotations.NullMarked;
