package io.yike.recycling.wire;

import io.yike.kit.page.Cursor;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// A page of a list, and where the next one starts.
///
/// @param nextCursor null on the last page
public record Page<T>(List<T> items, @Nullable String nextCursor) {

    private static final int DEFAULT_LIMIT = 50;

    /// Asks for one more than the limit, to see whether there is a next page.
    ///
    /// @param limit null for the default
    public static <T> Page<T> of(@Nullable Integer limit, IntFunction<List<T>> list, Function<T, Cursor> cursorOf) {
        int size = limit == null ? DEFAULT_LIMIT : limit;
        List<T> found = list.apply(size + 1);
        if (found.size() <= size) {
            return new Page<>(found, null);
        }
        List<T> items = found.subList(0, size);
        return new Page<>(items, cursorOf.apply(items.getLast()).encode());
    }

    public static @Nullable Cursor after(@Nullable String cursor) {
        return cursor == null ? null : Cursor.parse(cursor);
    }
}
