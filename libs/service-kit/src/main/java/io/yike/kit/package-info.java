/// What every service of Yike shares.
@NullMarked
package io.yike.kit;

import org.jspecify.annotations.NullMarked;
