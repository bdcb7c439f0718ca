package io.yike.dispatch.wire;

import io.yike.contracts.dispatch.model.GeoPoint;
import io.yike.payments.Money;
import io.yike.travel.Coordinate;
import io.yike.travel.Datum;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Words, amounts, times and places between the contract and the domain.
public final class Wire {

    private Wire() {}

    public static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    public static @Nullable String wordOrNull(@Nullable Enum<?> constant) {
        return constant == null ? null : word(constant);
    }

    /// The constant of that name.
    ///
    /// @param word one of the type's, in lower case
    public static <E extends Enum<E>> E constant(Class<E> type, String word) {
        return Enum.valueOf(type, word.toUpperCase(Locale.ROOT));
    }

    public static <E extends Enum<E>> @Nullable E constantOrNull(Class<E> type, @Nullable String word) {
        return word == null ? null : constant(type, word);
    }

    public static io.yike.contracts.dispatch.model.Money money(Money money) {
        return new io.yike.contracts.dispatch.model.Money(money.amount(), money.currency());
    }

    public static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    public static GeoPoint point(Coordinate coordinate) {
        return new GeoPoint(coordinate.latitude(), coordinate.longitude()).datum(GeoPoint.DatumEnum.WGS84);
    }

    /// Converted to WGS 84, once and here.
    public static Coordinate coordinate(GeoPoint point) {
        GeoPoint.DatumEnum datum = point.getDatum();
        Datum given = datum == null ? Datum.WGS84 : constant(Datum.class, datum.getValue());
        return given.toWgs84(point.getLat(), point.getLng());
    }
}
