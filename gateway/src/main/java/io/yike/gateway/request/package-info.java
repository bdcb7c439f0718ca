/// What each request gets before anything else looks at it: an id, honest forwarding headers, a line in the log.
@NullMarked
package io.yike.gateway.request;

import org.jspecify.annotations.NullMarked;
