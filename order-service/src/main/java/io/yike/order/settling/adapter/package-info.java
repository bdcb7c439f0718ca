/// Statements over HTTP, postings in PostgreSQL.
@NullMarked
package io.yike.order.settling.adapter;

import org.jspecify.annotations.NullMarked;
