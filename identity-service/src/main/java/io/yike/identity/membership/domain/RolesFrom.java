package io.yike.identity.membership.domain;

import java.util.Locale;

/// Where the roles of a subject are decided.
public enum RolesFrom {
    /// Its memberships, as given by API.
    MEMBERSHIPS,
    /// The configuration, at each start.
    CONFIGURATION,
    /// The users that the client logs in; it has none of its own.
    USERS;

    /// Its name in rows.
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static RolesFrom get(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }
}
