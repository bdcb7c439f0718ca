/// One page of documentation over all contracts.
@NullMarked
package io.yike.gateway.docs;

import org.jspecify.annotations.NullMarked;
