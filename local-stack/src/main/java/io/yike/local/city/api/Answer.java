package io.yike.local.city.api;

import org.jspecify.annotations.Nullable;

/// What the API said.
public sealed interface Answer<T> {

    /// What was asked for.
    ///
    /// @param etag version of the representation, if it has one
    record Given<T>(T body, @Nullable String etag) implements Answer<T> {}

    /// It is as it was when last asked.
    record Unchanged<T>() implements Answer<T> {}

    /// A problem answer that waiting does not mend.
    record Refused<T>(int status, String code, String detail) implements Answer<T> {}

    /// The body.
    ///
    /// @throws ApiException if there is none
    default T get() {
        return switch (this) {
            case Given<T>(var body, var _) -> body;
            case Unchanged<T> _ -> throw new ApiException("nothing changed, so there is no body");
            case Refused<T>(var status, var code, var detail) ->
                throw new ApiException(status + " " + code + ": " + detail);
        };
    }

    default boolean refusedWith(String code) {
        return this instanceof Refused<T> refused && refused.code().equals(code);
    }
}
