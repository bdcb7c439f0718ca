package io.yike.booking.timing;

import io.yike.booking.keeping.domain.Kind;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Which resources are where.
public interface Nearby {

    /// Where to look.
    ///
    /// @param lat in WGS 84
    record Place(double lat, double lng, int withinMetres) {}

    /// A resource, and how far it is.
    ///
    /// @param metres as the crow flies; null without a place
    record Match(UUID facilityId, UUID resourceId, @Nullable Integer metres) {}

    /// Those that are booked, of this kind, with all these features; nearest first, or by name without a place.
    List<Match> list(@Nullable Place place, @Nullable Kind kind, Set<String> features, int limit);
}
