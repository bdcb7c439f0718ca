/// The public API as a program outside sees it: tokens, JSON, refusals, and waiting when it is asked to wait.
@NullMarked
package io.yike.local.city.api;

import org.jspecify.annotations.NullMarked;
