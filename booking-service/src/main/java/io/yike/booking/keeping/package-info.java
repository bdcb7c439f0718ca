/// What is shared: facilities with their hours, rooms and items with their rules, and who belongs to which group.
@NullMarked
package io.yike.booking.keeping;

import org.jspecify.annotations.NullMarked;
