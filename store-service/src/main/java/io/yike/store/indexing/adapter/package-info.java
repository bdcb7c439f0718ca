/// The change log in PostgreSQL, polled and woken by NOTIFY.
@NullMarked
package io.yike.store.indexing.adapter;

import org.jspecify.annotations.NullMarked;
