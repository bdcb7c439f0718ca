/// Orders from quote to settlement. A capability is a package: its root holds the use cases, `domain` the rules
/// without any framework, `adapter` what talks to the outside. Dependencies run adapter → root → domain.
@NullMarked
package io.yike.order;

import org.jspecify.annotations.NullMarked;
