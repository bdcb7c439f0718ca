package io.yike.identity.membership.domain;

import io.yike.identity.organisation.domain.Party;
import io.yike.identity.organisation.domain.Role;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A role held by a client or user, for a party or (null) for none in particular.
public record Membership(
        UUID id, Subject subject, Role role, @Nullable Party party, Instant createdAt) {}
