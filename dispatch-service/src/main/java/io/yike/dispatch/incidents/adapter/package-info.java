/// Incidents over HTTP and in PostgreSQL.
@NullMarked
package io.yike.dispatch.incidents.adapter;

import org.jspecify.annotations.NullMarked;
