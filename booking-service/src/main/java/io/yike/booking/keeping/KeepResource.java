package io.yike.booking.keeping;

import io.yike.booking.keeping.domain.Facility;
import io.yike.booking.keeping.domain.Kind;
import io.yike.booking.keeping.domain.Resource;
import io.yike.kit.id.Ids;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// What is laid down about rooms and items. Bookings that were made before stay as they are.
@Component
public class KeepResource {

    private final Resources resources;
    private final WhoWaits whoWaits;
    private final Ids ids;
    private final Clock clock;

    KeepResource(Resources resources, WhoWaits whoWaits, Ids ids, Clock clock) {
        this.resources = resources;
        this.whoWaits = whoWaits;
        this.ids = ids;
        this.clock = clock;
    }

    /// What became of it.
    public sealed interface Creation {

        record Created(Resource resource) implements Creation {}

        record Refused(Why why) implements Creation {}
    }

    public enum Why {
        PARENT_UNKNOWN,
        PARENT_NOT_A_ROOM,
        PARENT_HAS_BOOKINGS
    }

    @Transactional
    public Creation create(Facility facility, Kind kind, @Nullable UUID parentId, Resource.Profile profile) {
        Instant now = clock.instant();
        if (parentId != null) {
            Optional<Resource> parent =
                    resources.find(parentId).filter(it -> it.facilityId().equals(facility.id()));
            if (parent.isEmpty()) {
                return new Creation.Refused(Why.PARENT_UNKNOWN);
            }
            if (kind != Kind.ROOM || parent.get().kind() != Kind.ROOM) {
                return new Creation.Refused(Why.PARENT_NOT_A_ROOM);
            }
            if (!resources.divide(parentId, now)) {
                return new Creation.Refused(Why.PARENT_HAS_BOOKINGS);
            }
        }
        Resource resource =
                new Resource(ids.next(), facility.id(), kind, parentId, profile, false, List.of(), List.of(), 1, now);
        resources.add(resource);
        return new Creation.Created(resource);
    }

    /// Replaces what is said about it, and asks those who wait; empty if somebody else did so since that version.
    @Transactional
    public Optional<Resource> edit(Resource former, Resource.Profile profile, boolean retired) {
        Resource edited = new Resource(
                former.id(),
                former.facilityId(),
                former.kind(),
                former.parentId(),
                profile,
                retired,
                former.units(),
                former.parts(),
                former.version() + 1,
                former.createdAt());
        whoWaits.prepare(former.facilityId());
        if (!resources.save(edited)) {
            return Optional.empty();
        }
        whoWaits.ask(former.facilityId());
        return Optional.of(edited);
    }
}
