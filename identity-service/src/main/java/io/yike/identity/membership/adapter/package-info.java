/// Memberships over HTTP.
@NullMarked
package io.yike.identity.membership.adapter;

import org.jspecify.annotations.NullMarked;
