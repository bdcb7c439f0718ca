/// What a neighbourhood shares. A capability is a package: its root holds the use cases, `domain` the rules without any
/// framework, `adapter` what talks to the outside. Dependencies run adapter → root → domain, and between capabilities
/// reserving → timing → keeping.
@NullMarked
package io.yike.booking;

import org.jspecify.annotations.NullMarked;
