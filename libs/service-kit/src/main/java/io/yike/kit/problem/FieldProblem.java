package io.yike.kit.problem;

import org.jspecify.annotations.Nullable;

/// What is wrong with one field.
///
/// @param field JSON path, or name of the header, path or query parameter, e.g. `lines[0].quantity`
/// @param code stable: `required`, `too_long`, `out_of_range`, `malformed`, `unknown_field`, `not_allowed`, or of a
/// rule
/// @param message for people; never the value itself
public record FieldProblem(
        String field, String code, @Nullable String message) {}
