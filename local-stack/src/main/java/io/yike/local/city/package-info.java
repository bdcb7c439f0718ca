/// A demo city that lives on the public API: shops, couriers and residents who decide from what it tells them.
///
/// `district` says who they are, `api` how they speak; here they act. Nothing here reads a database or a broker.
@NullMarked
package io.yike.local.city;

import org.jspecify.annotations.NullMarked;
