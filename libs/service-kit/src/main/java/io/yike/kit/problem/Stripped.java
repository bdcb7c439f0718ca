package io.yike.kit.problem;

/// Texts without the blanks around them.
public final class Stripped {

    private Stripped() {}

    /// Without the blanks around it.
    ///
    /// @param field in which it was given
    /// @throws ProblemException 400 if nothing is left: Unicode has blanks that a contract's pattern lets through
    public static String text(String given, String field) {
        String text = given.strip();
        if (text.isEmpty()) {
            throw new ProblemException(Problem.malformed(field, "malformed", null));
        }
        return text;
    }
}
