package io.yike.identity.user;

import io.yike.identity.user.domain.User;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Renames, disables or enables a user. Disabling ends what its logins left.
@Component
public class EditUser {

    private final Users users;
    private final SignIns signIns;
    private final Clock clock;

    EditUser(Users users, SignIns signIns, Clock clock) {
        this.users = users;
        this.signIns = signIns;
        this.clock = clock;
    }

    /// Empty when it was edited since `user` was read.
    @Transactional
    public Optional<User> edit(User user, @Nullable String displayName, boolean disabled) {
        User edited = user.edited(displayName, disabled);
        if (!users.replace(edited, user.version(), clock.instant())) {
            return Optional.empty();
        }
        if (disabled) {
            signIns.end(user.id());
        }
        return Optional.of(edited);
    }
}
