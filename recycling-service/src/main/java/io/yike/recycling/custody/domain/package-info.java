/// The rules, without a framework.
@NullMarked
package io.yike.recycling.custody.domain;

import org.jspecify.annotations.NullMarked;
