/// What the outside is told. A capability is a package: its root holds the use cases, `domain` the rules without any
/// framework, `adapter` what talks to the outside. Dependencies run adapter → root → domain, and between capabilities
/// delivering → subscribing → publishing.
@NullMarked
package io.yike.webhook;

import org.jspecify.annotations.NullMarked;
