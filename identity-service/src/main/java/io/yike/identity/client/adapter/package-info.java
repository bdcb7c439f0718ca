/// Clients over HTTP.
@NullMarked
package io.yike.identity.client.adapter;

import org.jspecify.annotations.NullMarked;
