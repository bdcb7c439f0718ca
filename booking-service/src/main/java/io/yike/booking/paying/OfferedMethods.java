package io.yike.booking.paying;

import io.yike.booking.paying.domain.Method;

/// How one can pay here.
public interface OfferedMethods {

    boolean offers(Method method);
}
