/// A synthetic district that follows from a seed alone: streets, shops and what they stock, couriers, households.
///
/// Nothing here knows that Yike exists; the same seed makes the same district on every machine.
@NullMarked
package io.yike.local.city.district;

import org.jspecify.annotations.NullMarked;
