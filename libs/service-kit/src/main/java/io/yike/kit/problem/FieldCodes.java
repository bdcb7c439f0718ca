package io.yike.kit.problem;

import java.util.Map;

/// The stable code of each Bean Validation constraint.
final class FieldCodes {

    static final String REQUIRED = "required";
    static final String TOO_LONG = "too_long";
    static final String OUT_OF_RANGE = "out_of_range";
    static final String MALFORMED = "malformed";
    static final String UNKNOWN_FIELD = "unknown_field";
    static final String NOT_ALLOWED = "not_allowed";

    private static final Map<String, String> BY_CONSTRAINT = Map.ofEntries(
            Map.entry("NotNull", REQUIRED),
            Map.entry("NotBlank", REQUIRED),
            Map.entry("NotEmpty", REQUIRED),
            Map.entry("Min", OUT_OF_RANGE),
            Map.entry("Max", OUT_OF_RANGE),
            Map.entry("DecimalMin", OUT_OF_RANGE),
            Map.entry("DecimalMax", OUT_OF_RANGE),
            Map.entry("Positive", OUT_OF_RANGE),
            Map.entry("PositiveOrZero", OUT_OF_RANGE),
            Map.entry("Negative", OUT_OF_RANGE),
            Map.entry("NegativeOrZero", OUT_OF_RANGE),
            Map.entry("Null", NOT_ALLOWED),
            Map.entry("Pattern", MALFORMED),
            Map.entry("Email", MALFORMED),
            Map.entry("Digits", MALFORMED));

    private FieldCodes() {}

    /// @param constraint simple name of the annotation
    /// @param max the bound of a `Size`
    /// @param rejected the value at fault; only its size is looked at
    static String of(String constraint, int max, Object rejected) {
        if (constraint.equals("Size")) {
            return sizeOf(rejected) > max ? TOO_LONG : OUT_OF_RANGE;
        }
        return BY_CONSTRAINT.getOrDefault(constraint, MALFORMED);
    }

    private static int sizeOf(Object value) {
        return switch (value) {
            case CharSequence text -> text.length();
            case java.util.Collection<?> items -> items.size();
            case Map<?, ?> entries -> entries.size();
            default -> 0;
        };
    }
}
