/// Every refusal and fault of the gateway as problem+json.
@NullMarked
package io.yike.gateway.problem;

import org.jspecify.annotations.NullMarked;
