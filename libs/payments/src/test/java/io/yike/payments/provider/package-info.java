@NullMarked
package io.yike.payments.provider;

import org.jspecify.annotations.NullMarked;
