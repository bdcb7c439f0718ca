/// Taking the steps of payments whose money is held first: what is due is leased, asked of the provider outside of any
/// transaction, and written down in one with what it means to the service.
@NullMarked
package io.yike.payments.steps;

import org.jspecify.annotations.NullMarked;
