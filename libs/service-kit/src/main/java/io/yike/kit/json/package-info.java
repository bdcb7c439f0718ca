/// How JSON from outside is read.
@NullMarked
package io.yike.kit.json;

import org.jspecify.annotations.NullMarked;
