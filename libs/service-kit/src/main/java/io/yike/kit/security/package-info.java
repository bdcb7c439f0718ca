/// Who calls: token validation, and the roles and parties of the caller.
@NullMarked
package io.yike.kit.security;

import org.jspecify.annotations.NullMarked;
