@NullMarked
package io.yike.store.registering.domain;

import org.jspecify.annotations.NullMarked;
