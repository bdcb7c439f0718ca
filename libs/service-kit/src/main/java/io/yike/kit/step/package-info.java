/// Steps that a process takes after the commit that asked for them, such as a call of a provider.
@NullMarked
package io.yike.kit.step;

import org.jspecify.annotations.NullMarked;
