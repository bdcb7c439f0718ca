@NullMarked
package io.yike.payments.steps;

import org.jspecify.annotations.NullMarked;
