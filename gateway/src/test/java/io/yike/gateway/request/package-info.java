@NullMarked
package io.yike.gateway.request;

import org.jspecify.annotations.NullMarked;
