/// A broken network, on purpose: what stands between a program and a server and delays, cuts, or keeps what passes.
@NullMarked
package io.yike.proxy;

import org.jspecify.annotations.NullMarked;
