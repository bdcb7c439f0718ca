package io.yike.identity.membership.domain;

import java.util.Locale;

/// Who can hold a membership.
public enum SubjectKind {
    CLIENT,
    USER;

    /// Its name in rows.
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static SubjectKind get(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }
}
