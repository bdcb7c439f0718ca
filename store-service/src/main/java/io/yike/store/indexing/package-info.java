/// Each replica's copy in memory of what ranking needs, kept current by following the change log in the database.
@NullMarked
package io.yike.store.indexing;

import org.jspecify.annotations.NullMarked;
