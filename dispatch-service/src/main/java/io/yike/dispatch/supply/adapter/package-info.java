/// The supply feed over HTTP.
@NullMarked
package io.yike.dispatch.supply.adapter;

import org.jspecify.annotations.NullMarked;
