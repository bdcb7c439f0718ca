package io.yike.booking.keeping;

import io.yike.booking.keeping.domain.Facility;
import io.yike.booking.keeping.domain.FairLimits;
import io.yike.booking.keeping.domain.OpeningHours;
import io.yike.kit.id.Ids;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// What is laid down about a facility. Bookings that were made before stay as they are.
@Component
public class KeepFacility {

    private final Facilities facilities;
    private final WhoWaits whoWaits;
    private final Ids ids;
    private final Clock clock;

    KeepFacility(Facilities facilities, WhoWaits whoWaits, Ids ids, Clock clock) {
        this.facilities = facilities;
        this.whoWaits = whoWaits;
        this.ids = ids;
        this.clock = clock;
    }

    /// What its keeper says about it.
    public record Profile(
            String name,
            @Nullable String address,
            double lat,
            double lng,
            ZoneId zone,
            OpeningHours hours,
            FairLimits limits) {

        Facility of(Facility former, int version) {
            return new Facility(former.id(), name, address, lat, lng, zone, hours, limits, version, former.createdAt());
        }
    }

    @Transactional
    public Facility create(Profile profile) {
        Facility facility = new Facility(
                ids.next(),
                profile.name(),
                profile.address(),
                profile.lat(),
                profile.lng(),
                profile.zone(),
                profile.hours(),
                profile.limits(),
                1,
                clock.instant());
        facilities.add(facility);
        return facility;
    }

    /// Replaces what is said about it, and asks those who wait; empty if somebody else did so since that version.
    @Transactional
    public Optional<Facility> edit(Facility former, Profile profile) {
        Facility edited = profile.of(former, former.version() + 1);
        whoWaits.prepare(former.id());
        if (!facilities.save(edited)) {
            return Optional.empty();
        }
        whoWaits.ask(former.id());
        return Optional.of(edited);
    }

    @Transactional
    public void setGroups(UUID facilityId, UUID residentId, Set<String> groups) {
        facilities.setGroups(facilityId, residentId, groups);
    }
}
