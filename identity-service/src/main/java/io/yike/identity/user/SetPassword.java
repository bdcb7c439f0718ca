package io.yike.identity.user;

import io.yike.identity.secret.SecretHashes;
import io.yike.identity.user.domain.User;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Sets a user's password and ends what logins with the old one left.
@Component
public class SetPassword {

    private final Users users;
    private final SignIns signIns;
    private final LoginAttempts attempts;
    private final SecretHashes hashes;
    private final TransactionTemplate transactions;

    SetPassword(
            Users users,
            SignIns signIns,
            LoginAttempts attempts,
            SecretHashes hashes,
            TransactionTemplate transactions) {
        this.users = users;
        this.signIns = signIns;
        this.attempts = attempts;
        this.hashes = hashes;
        this.transactions = transactions;
    }

    /// On the word of somebody who may.
    public void set(User user, String password) {
        String hash = hashes.encode(password);
        transactions.executeWithoutResult(_ -> {
            users.setPasswordHash(user.id(), hash);
            signIns.end(user.id());
        });
    }

    /// By the user, who proves to know the current one; bounded like a login.
    ///
    /// @return whether the current one was right
    public boolean change(User user, @Nullable String current, String password, String address) {
        if (!attempts.admit(user.username(), address)) {
            return false;
        }
        boolean right = users.findCredentials(user.id())
                .map(Users.Credentials::passwordHash)
                .filter(hash -> hashes.matches(current, hash))
                .isPresent();
        if (right) {
            attempts.succeeded(user.username(), address);
            set(user, password);
        }
        return right;
    }
}
