package io.yike.identity.token;

import io.yike.identity.secret.SecretHashes;
import io.yike.identity.user.LoginAttempts;
import io.yike.identity.user.Users;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.FactorGrantedAuthority;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.web.authentication.WebAuthenticationDetails;

/// Checks a name and password. Wrong name, wrong password, disabled user and too many attempts look the same, in
/// words and in time: a name that nobody has costs a hash too.
final class PasswordLogin implements AuthenticationProvider {

    private static final String REFUSAL = "Name or password is wrong, or was tried too often";

    private final Users users;
    private final LoginAttempts attempts;
    private final SecretHashes hashes;
    private final Clock clock;
    private final String hashOfNobody;

    PasswordLogin(Users users, LoginAttempts attempts, SecretHashes hashes, Clock clock) {
        this.users = users;
        this.attempts = attempts;
        this.hashes = hashes;
        this.clock = clock;
        this.hashOfNobody = hashes.ofNobody();
    }

    @Override
    public Authentication authenticate(Authentication presented) {
        String username = presented.getName();
        String address = presented.getDetails() instanceof WebAuthenticationDetails details
                ? details.getRemoteAddress()
                : "unknown";
        if (!attempts.admit(username, address)) {
            throw new BadCredentialsException(REFUSAL);
        }
        Optional<Users.Credentials> known = users.findCredentials(username);
        boolean right = hashes.matches(
                String.valueOf(presented.getCredentials()),
                known.map(Users.Credentials::passwordHash).orElse(hashOfNobody));
        if (known.isEmpty() || !right || known.get().disabled()) {
            throw new BadCredentialsException(REFUSAL);
        }
        attempts.succeeded(username, address);
        // Tokens name the user by id: a name may be a person's own, and is nobody else's business.
        User principal = new User(known.get().id().toString(), "", List.of());
        // When and how: the `auth_time` of ID tokens.
        FactorGrantedAuthority factor = FactorGrantedAuthority.withAuthority(FactorGrantedAuthority.PASSWORD_AUTHORITY)
                .issuedAt(clock.instant())
                .build();
        return UsernamePasswordAuthenticationToken.authenticated(principal, null, List.of(factor));
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(authentication);
    }
}
