package io.yike.identity.user;

import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// What a user's logins left behind: sessions of the login page and refresh tokens.
@Component
class SignIns {

    private final JdbcClient jdbc;

    SignIns(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Ends all of them; access tokens run out by themselves.
    void end(UUID userId) {
        jdbc.sql("DELETE FROM oauth2_authorization WHERE principal_name = :user")
                .param("user", userId.toString())
                .update();
        jdbc.sql("DELETE FROM spring_session WHERE principal_name = :user")
                .param("user", userId.toString())
                .update();
    }
}
