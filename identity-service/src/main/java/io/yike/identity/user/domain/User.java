package io.yike.identity.user.domain;

import io.yike.identity.membership.domain.Subject;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A person who logs in.
///
/// @param username unique without regard to case
/// @param version counts edits
public record User(
        UUID id, Subject subject, String username, @Nullable String displayName, boolean disabled, long version) {

    public @Nullable UUID organisationId() {
        return subject.organisationId();
    }

    public User edited(@Nullable String newDisplayName, boolean nowDisabled) {
        return new User(id, subject, username, newDisplayName, nowDisabled, version + 1);
    }
}
