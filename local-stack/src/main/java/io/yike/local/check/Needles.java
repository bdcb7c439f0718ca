package io.yike.local.check;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// Texts that must not be found, looked for all at once: the time depends on the length of what is searched, not on how
/// many there are.
final class Needles {

    /// By their first characters, so many are looked at for each place in a text.
    private static final int KEY = 8;

    private static final long BASE = 1_000_003;
    private static final Pattern SIX_DIGITS = Pattern.compile("(?<![\\w.:+-])\\d{6}(?![\\w-])");
    private static final Pattern TOKEN = Pattern.compile("eyJ[A-Za-z0-9_-]{10,}\\.eyJ[A-Za-z0-9_-]{10,}");

    private final Map<Long, List<String>> texts = new HashMap<>();
    private final Set<String> codes;
    private final int count;

    /// The texts and codes to look for; texts too short to mean anything by themselves are left out.
    ///
    /// @param texts phone numbers, addresses, secrets
    /// @param codes of six digits, found only where they stand alone
    Needles(Collection<String> texts, Collection<String> codes) {
        Set<String> distinct = new HashSet<>(texts);
        distinct.removeIf(text -> text.length() < KEY);
        distinct.forEach(text ->
                this.texts.computeIfAbsent(hash(text), _ -> new ArrayList<>()).add(text));
        this.codes = Set.copyOf(codes);
        this.count = distinct.size() + this.codes.size();
    }

    int count() {
        return count;
    }

    /// What is in this text of it; an access token is always found.
    Set<String> in(String text) {
        Set<String> found = new HashSet<>();
        findTexts(text, found);
        if (!codes.isEmpty()) {
            SIX_DIGITS
                    .matcher(text)
                    .results()
                    .map(result -> result.group())
                    .filter(codes::contains)
                    .forEach(found::add);
        }
        if (TOKEN.matcher(text).find()) {
            found.add("an access token");
        }
        return found;
    }

    private void findTexts(String text, Set<String> found) {
        if (text.length() < KEY) {
            return;
        }
        long leaving = 1;
        for (int i = 1; i < KEY; i++) {
            leaving *= BASE;
        }
        long rolling = hash(text);
        for (int start = 0; ; start++) {
            List<String> candidates = texts.get(rolling);
            if (candidates != null) {
                for (String candidate : candidates) {
                    if (text.startsWith(candidate, start)) {
                        found.add(candidate);
                    }
                }
            }
            if (start + KEY >= text.length()) {
                return;
            }
            rolling = (rolling - text.charAt(start) * leaving) * BASE + text.charAt(start + KEY);
        }
    }

    private static long hash(String text) {
        long hash = 0;
        for (int i = 0; i < KEY; i++) {
            hash = hash * BASE + text.charAt(i);
        }
        return hash;
    }
}
