/// Which request goes to which service, and what keeps one client or one service from hurting the others.
@NullMarked
package io.yike.gateway.routing;

import org.jspecify.annotations.NullMarked;
