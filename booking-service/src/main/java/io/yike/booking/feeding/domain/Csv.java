package io.yike.booking.feeding.domain;

import java.util.List;
import java.util.stream.Collectors;

/// A table of comma-separated values (RFC 4180).
public final class Csv {

    private static final String FORMULAS = "=+-@\t\r";

    private Csv() {}

    public static String of(List<List<String>> rows) {
        return rows.stream()
                .map(row -> row.stream().map(Csv::cell).collect(Collectors.joining(",", "", "\r\n")))
                .collect(Collectors.joining());
    }

    /// What a spreadsheet would take for a formula begins with an apostrophe.
    private static String cell(String text) {
        String safe = !text.isEmpty() && FORMULAS.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
        boolean isPlain = safe.chars().noneMatch(character -> ",\"\r\n".indexOf(character) >= 0);
        return isPlain ? safe : "\"" + safe.replace("\"", "\"\"") + "\"";
    }
}
