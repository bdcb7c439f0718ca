/// An organisation and the authority that a caller has. No framework.
@NullMarked
package io.yike.identity.organisation.domain;

import org.jspecify.annotations.NullMarked;
