package io.yike.dispatch.proof.domain;

import java.util.regex.Pattern;

/// The name of a file in an object store. None climbs out of a folder.
///
/// @param text segments of letters, digits, `.`, `_` and `-`, separated by `/`; no segment begins with a dot
public record ObjectKey(String text) {

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*)*");

    private static final int LONGEST = 512;

    public ObjectKey {
        if (text.length() > LONGEST || !FORM.matcher(text).matches()) {
            throw new IllegalArgumentException("no key of an object: " + text);
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
