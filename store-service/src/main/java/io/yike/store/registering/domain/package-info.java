/// What a store is, and when and where it is able to serve.
@NullMarked
package io.yike.store.registering.domain;

import org.jspecify.annotations.NullMarked;
