package io.yike.store.ranking;

import io.yike.store.registering.domain.Availability;
import io.yike.store.registering.domain.Capability;
import io.yike.store.registering.domain.Licence;
import io.yike.store.registering.domain.OpeningHours;
import io.yike.store.registering.domain.Profile;
import io.yike.store.registering.domain.Profile.HeldLicence;
import io.yike.store.registering.domain.Reach;
import io.yike.store.registering.domain.Store;
import io.yike.travel.Coordinate;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A store in the making: open around the clock, three kilometres of reach, five minutes of preparation, until the test
/// says otherwise.
final class StoreDraft {

    private static int ids;

    private final UUID id;
    private final String name;
    private final Map<Capability, Optional<OpeningHours>> capabilities = new EnumMap<>(Capability.class);
    private final Map<Licence, HeldLicence> licences = new EnumMap<>(Licence.class);
    private Coordinate point;
    private ZoneId zone = ZoneId.of("Asia/Shanghai");
    private OpeningHours hours = OpeningHours.always();
    private Reach reach = new Reach.Radius(3_000);
    private Duration preparation = Duration.ofMinutes(5);
    private int loadCap = 10;
    private int safetyStock;
    private Availability availability = new Availability(Availability.State.OPEN, null, Instant.EPOCH);

    StoreDraft(UUID id, String name, Coordinate point) {
        this.id = id;
        this.name = name;
        this.point = point;
    }

    StoreDraft(String name, Coordinate point) {
        this(new UUID(0, ++ids), name, point);
    }

    StoreDraft at(Coordinate elsewhere) {
        point = elsewhere;
        return this;
    }

    StoreDraft zone(String name) {
        zone = ZoneId.of(name);
        return this;
    }

    StoreDraft hours(OpeningHours kept) {
        hours = kept;
        return this;
    }

    StoreDraft reach(Reach covered) {
        reach = covered;
        return this;
    }

    StoreDraft reach(int metres) {
        return reach(new Reach.Radius(metres));
    }

    StoreDraft preparation(Duration usual) {
        preparation = usual;
        return this;
    }

    StoreDraft loadCap(int orders) {
        loadCap = orders;
        return this;
    }

    StoreDraft safetyStock(int pieces) {
        safetyStock = pieces;
        return this;
    }

    StoreDraft said(Availability.State state, @Nullable Instant until) {
        availability = new Availability(state, until, Instant.EPOCH);
        return this;
    }

    StoreDraft capable(Capability capability, @Nullable OpeningHours own) {
        capabilities.put(capability, Optional.ofNullable(own));
        return this;
    }

    StoreDraft licensed(Licence licence, @Nullable LocalDate until) {
        licences.put(licence, new HeldLicence("L-1", until));
        return this;
    }

    Store store() {
        return new Store(
                id,
                new Profile(
                        name,
                        null,
                        "somewhere",
                        point,
                        zone,
                        hours,
                        capabilities,
                        reach,
                        licences,
                        preparation,
                        loadCap,
                        false,
                        safetyStock),
                availability,
                1,
                Instant.EPOCH);
    }
}
