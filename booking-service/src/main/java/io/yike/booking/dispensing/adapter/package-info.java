/// HTTP and tables of medicine.
@NullMarked
package io.yike.booking.dispensing.adapter;

import org.jspecify.annotations.NullMarked;
