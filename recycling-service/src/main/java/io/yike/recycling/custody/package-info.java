/// Who had what when: append-only entries, each with the hashes of those that it came from.
@NullMarked
package io.yike.recycling.custody;

import org.jspecify.annotations.NullMarked;
