/// Earnings over HTTP and in PostgreSQL.
@NullMarked
package io.yike.dispatch.earnings.adapter;

import org.jspecify.annotations.NullMarked;
