/// What every controller here says the same way: pages and entity tags.
@NullMarked
package io.yike.identity.http;

import org.jspecify.annotations.NullMarked;
