/// Events and tables of forgetting.
@NullMarked
package io.yike.recycling.forgetting.adapter;

import org.jspecify.annotations.NullMarked;
