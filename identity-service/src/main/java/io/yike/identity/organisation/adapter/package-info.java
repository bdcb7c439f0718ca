/// Organisations over HTTP.
@NullMarked
package io.yike.identity.organisation.adapter;

import org.jspecify.annotations.NullMarked;
