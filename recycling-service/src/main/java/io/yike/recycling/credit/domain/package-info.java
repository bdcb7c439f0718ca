/// The rules, without a framework.
@NullMarked
package io.yike.recycling.credit.domain;

import org.jspecify.annotations.NullMarked;
