/// What an operator must decide: a courier silent with the bag, a bag that is out too long.
@NullMarked
package io.yike.dispatch.incidents;

import org.jspecify.annotations.NullMarked;
