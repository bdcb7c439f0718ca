/// Stores over HTTP and in PostgreSQL.
@NullMarked
package io.yike.store.registering.adapter;

import org.jspecify.annotations.NullMarked;
