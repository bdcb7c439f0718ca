/// Facts between services: the outbox that tells them and the inbox that takes them in, each in the transaction of the
/// change.
@NullMarked
package io.yike.kit.event;

import org.jspecify.annotations.NullMarked;
