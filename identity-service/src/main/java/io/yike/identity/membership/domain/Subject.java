package io.yike.identity.membership.domain;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Whoever can hold memberships: a client or a user.
///
/// @param id `sub` of its tokens
/// @param pageId orders pages beside `createdAt`
/// @param organisationId whose it is, null for an operator's
public record Subject(
        String id,
        SubjectKind kind,
        UUID pageId,
        @Nullable UUID organisationId,
        RolesFrom rolesFrom,
        Instant createdAt) {}
