/// What a service imports to take payments: the settings and the provider they name.
@NullMarked
package io.yike.payments.wiring;

import org.jspecify.annotations.NullMarked;
