package io.yike.recycling.wire;

import io.yike.contracts.recycling.model.GeoPoint;
import io.yike.contracts.recycling.model.Material;
import io.yike.kit.problem.FieldProblem;
import io.yike.kit.problem.Problem;
import io.yike.kit.problem.ProblemException;
import io.yike.payments.Money;
import io.yike.travel.Coordinate;
import io.yike.travel.Datum;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Words, amounts, times and places between the contract and the domain.
public final class Wire {

    private Wire() {}

    public static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /// The constant of that name.
    ///
    /// @param word one of the type's, in lower case
    public static <E extends Enum<E>> E constant(Class<E> type, String word) {
        return Enum.valueOf(type, word.toUpperCase(Locale.ROOT));
    }

    public static Material material(io.yike.recycling.points.domain.Material material) {
        return Material.fromValue(word(material));
    }

    public static io.yike.recycling.points.domain.Material material(Material material) {
        return constant(io.yike.recycling.points.domain.Material.class, material.getValue());
    }

    public static io.yike.contracts.recycling.model.Money money(Money money) {
        return new io.yike.contracts.recycling.model.Money(money.amount(), money.currency());
    }

    public static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    public static @Nullable OffsetDateTime timeOrNull(Optional<Instant> instant) {
        return instant.map(Wire::time).orElse(null);
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

    /// 422: a rule forbids what stands in this field.
    public static ProblemException rule(String code, String title, String field) {
        return new ProblemException(Problem.unprocessable(code, title, new FieldProblem(field, code, null)));
    }

    /// 409: the state forbids it.
    public static ProblemException conflict(String code, String title) {
        return new ProblemException(Problem.conflict(code, title));
    }
}
