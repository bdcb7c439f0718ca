/// Couriers and deliveries: who brings what, proven by code or photo. Opening the folder shows what it can do.
@NullMarked
package io.yike.dispatch;

import org.jspecify.annotations.NullMarked;
