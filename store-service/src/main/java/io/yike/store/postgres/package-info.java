/// How columns are read and written that JDBC has no type for.
@NullMarked
package io.yike.store.postgres;

import org.jspecify.annotations.NullMarked;
