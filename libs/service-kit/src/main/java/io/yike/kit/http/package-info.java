/// HTTP in and out: request ids, body limits, and clients for calls between services.
@NullMarked
package io.yike.kit.http;

import org.jspecify.annotations.NullMarked;
