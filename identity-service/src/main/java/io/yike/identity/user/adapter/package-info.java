/// Users over HTTP.
@NullMarked
package io.yike.identity.user.adapter;

import org.jspecify.annotations.NullMarked;
