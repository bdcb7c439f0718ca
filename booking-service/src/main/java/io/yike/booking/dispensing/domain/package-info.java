/// Which lot goes out first, and whether somebody may have it.
@NullMarked
package io.yike.booking.dispensing.domain;

import org.jspecify.annotations.NullMarked;
