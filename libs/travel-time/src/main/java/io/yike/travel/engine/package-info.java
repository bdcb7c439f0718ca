/// Travel times from an external routing engine over HTTP. The only place of this library that knows Spring.
@NullMarked
package io.yike.travel.engine;

import org.jspecify.annotations.NullMarked;
