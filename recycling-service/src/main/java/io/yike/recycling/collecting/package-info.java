/// What must be collected, and which crew drives where for it.
@NullMarked
package io.yike.recycling.collecting;

import org.jspecify.annotations.NullMarked;
