/// How many couriers are free where, and how soon one would come.
@NullMarked
package io.yike.dispatch.supply;

import org.jspecify.annotations.NullMarked;
