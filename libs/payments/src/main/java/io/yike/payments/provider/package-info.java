/// The adapter to an external payment provider's HTTP API.
@NullMarked
package io.yike.payments.provider;

import org.jspecify.annotations.NullMarked;
