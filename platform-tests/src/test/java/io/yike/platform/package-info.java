/// Tests of the whole platform, from the jars that this build made.
@NullMarked
package io.yike.platform;

import org.jspecify.annotations.NullMarked;
