/// Who the stores are: their place, hours, capabilities, reach and licences, and whether they take orders now.
@NullMarked
package io.yike.store.registering;

import org.jspecify.annotations.NullMarked;
