package io.yike.identity;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// What can be set, `yike.identity.*`, with its defaults.
///
/// @param issuer the `iss` of tokens: the gateway's public URL
/// @param audience the `aud` of access tokens
/// @param accessTokenLife how long a token says what it says, whatever changes meanwhile
/// @param refreshTokenLife of a user's login through a client that keeps a secret; each use gives a new one
/// @param authorizationCodeLife between the login page and the token request
/// @param signingKeyLife a key signs this long, then the next
/// @param signingKeyNotice a new key is published this long before it signs, so that every verifier has it
/// @param keepsDisabledUsers how long it is known who a disabled user was
/// @param login limits on attempts to log in
/// @param operatorSecret of the client `operator`; empty: the client is left as it is
/// @param serviceSecret of the clients that the services are; empty: they are left as they are
@Validated
@ConfigurationProperties("yike.identity")
public record IdentityProperties(
        @NotNull URI issuer,
        @NotBlank @DefaultValue("yike") String audience,

        @NotNull @DurationMin(seconds = 10) @DefaultValue("15m")
        Duration accessTokenLife,

        @NotNull @DurationMin(seconds = 60) @DefaultValue("30d")
        Duration refreshTokenLife,

        @NotNull @DurationMin(seconds = 10) @DefaultValue("5m")
        Duration authorizationCodeLife,

        @NotNull @DurationMin(hours = 1) @DefaultValue("90d")
        Duration signingKeyLife,

        @NotNull @DurationMin(minutes = 1) @DefaultValue("1h")
        Duration signingKeyNotice,

        @NotNull @DurationMin(hours = 1) @DefaultValue("90d")
        Duration keepsDisabledUsers,

        @NotNull @DefaultValue Login login,
        @NotNull @DefaultValue("") String operatorSecret,
        @NotNull @DefaultValue("") String serviceSecret) {

    /// Limits on wrong passwords.
    ///
    /// @param attemptsPerUser wrong passwords for one name within the window before further ones are not looked at
    /// @param attemptsPerAddress the same for one remote address, whatever the names
    /// @param window counted from the first wrong one
    public record Login(
            @Min(1) @DefaultValue("5") int attemptsPerUser,
            @Min(1) @DefaultValue("50") int attemptsPerAddress,

            @NotNull @DurationMin(seconds = 1) @DefaultValue("15m")
            Duration window) {}
}
