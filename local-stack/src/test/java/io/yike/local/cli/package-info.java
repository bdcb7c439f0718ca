@NullMarked
package io.yike.local.cli;

import org.jspecify.annotations.NullMarked;
