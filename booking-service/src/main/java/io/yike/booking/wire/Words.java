package io.yike.booking.wire;

import io.yike.contracts.booking.model.Price;
import io.yike.payments.Money;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Constants and times as they stand in rows and on the wire.
public final class Words {

    /// Between the texts of an array that is read as one: the unit separator, which nobody types.
    public static final String SEPARATOR = "\u001f";

    /// Between the parts of one of several rows that are read as one text: the record separator.
    private static final String PART = "\u001e";

    private Words() {}

    public static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /// The constant of that name.
    ///
    /// @param word one of the type's, in lower case
    public static <E extends Enum<E>> E constant(Class<E> type, String word) {
        return Enum.valueOf(type, word.toUpperCase(Locale.ROOT));
    }

    /// As a parameter that is an array of texts.
    public static String[] array(Collection<String> texts) {
        return texts.stream().sorted().toArray(String[]::new);
    }

    /// Texts of an array that was joined by this character.
    public static List<String> texts(String joined) {
        return joined.isEmpty() ? List.of() : List.of(joined.split(SEPARATOR, -1));
    }

    /// Numbers of an array that was joined by that character.
    public static List<Long> numbers(String joined) {
        return texts(joined).stream().map(Long::valueOf).toList();
    }

    /// The parts of one of several rows that are read as one text.
    public static List<String> parts(String row) {
        return List.of(row.split(PART, -1));
    }

    public static Price price(Money money) {
        return new Price(money.amount(), money.currency());
    }

    public static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    public static @Nullable OffsetDateTime timeOrNull(@Nullable Instant instant) {
        return instant == null ? null : time(instant);
    }
}
