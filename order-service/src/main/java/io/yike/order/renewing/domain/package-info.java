/// What is wanted, and how far it is.
@NullMarked
package io.yike.order.renewing.domain;

import org.jspecify.annotations.NullMarked;
