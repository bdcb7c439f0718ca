@NullMarked
package io.yike.kit.http;

import org.jspecify.annotations.NullMarked;
