package io.yike.identity.http;

import io.yike.kit.page.Cursor;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// One page of a list that runs newest first.
///
/// @param next where the next page starts, null on the last one
public record Page<T>(List<T> items, @Nullable String next) {

    /// Cuts `rows`, of which one more than `limit` was asked for: the extra one tells that there is a next page.
    public static <T> Page<T> of(List<T> rows, int limit, Function<T, Cursor> position) {
        if (rows.size() <= limit) {
            return new Page<>(List.copyOf(rows), null);
        }
        List<T> items = List.copyOf(rows.subList(0, limit));
        return new Page<>(items, position.apply(items.getLast()).encode());
    }

    public static @Nullable Cursor after(@Nullable String cursor) {
        return cursor == null ? null : Cursor.parse(cursor);
    }
}
