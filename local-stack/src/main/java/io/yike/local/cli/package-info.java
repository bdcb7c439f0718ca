/// The command line: what people type, and what they read.
@NullMarked
package io.yike.local.cli;

import org.jspecify.annotations.NullMarked;
