/// What is refused where it matters: a service that runs in production starts with secrets of its own, or not at all.
@NullMarked
package io.yike.kit.production;

import org.jspecify.annotations.NullMarked;
