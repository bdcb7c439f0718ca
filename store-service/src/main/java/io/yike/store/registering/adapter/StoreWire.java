package io.yike.store.registering.adapter;

import static io.yike.store.postgres.Columns.name;
import static io.yike.store.postgres.Columns.named;

import io.yike.contracts.store.model.Availability;
import io.yike.contracts.store.model.AvailabilityState;
import io.yike.contracts.store.model.Day;
import io.yike.contracts.store.model.GeoPoint;
import io.yike.contracts.store.model.Hours;
import io.yike.contracts.store.model.HoursException;
import io.yike.contracts.store.model.OfferedCapability;
import io.yike.contracts.store.model.StoreProfile;
import io.yike.contracts.store.model.StoreSummary;
import io.yike.contracts.store.model.WeeklyOpening;
import io.yike.kit.problem.FieldProblem;
import io.yike.kit.problem.Problem;
import io.yike.kit.problem.ProblemException;
import io.yike.store.registering.domain.Capability;
import io.yike.store.registering.domain.Licence;
import io.yike.store.registering.domain.Opening;
import io.yike.store.registering.domain.OpeningHours;
import io.yike.store.registering.domain.Profile;
import io.yike.store.registering.domain.Reach;
import io.yike.store.registering.domain.Store;
import io.yike.travel.Coordinate;
import io.yike.travel.Datum;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Stores between the wire and the domain; what the contract's schema cannot say is refused here.
public final class StoreWire {

    private StoreWire() {}

    static Profile profile(StoreProfile wire, @Nullable UUID chainId) {
        Coordinate point = coordinate(wire.getPoint());
        return new Profile(
                wire.getName(),
                chainId,
                wire.getAddress(),
                point,
                zone(wire.getTimeZone()),
                hours(wire.getHours(), "hours"),
                capabilities(wire.getCapabilities()),
                reach(wire.getReach()),
                licences(wire.getLicences()),
                Duration.ofSeconds(orElse(wire.getPreparationSeconds(), 300)),
                orElse(wire.getLoadCap(), 10),
                orElse(wire.getAutoAccept(), false),
                orElse(wire.getSafetyStock(), 0));
    }

    /// The contract's default, where the field is absent or null.
    private static <T> T orElse(@Nullable T value, T otherwise) {
        return value == null ? otherwise : value;
    }

    public static Coordinate coordinate(GeoPoint wire) {
        Datum datum = wire.getDatum() == null
                ? Datum.WGS84
                : named(Datum.class, wire.getDatum().getValue());
        return datum.toWgs84(wire.getLat(), wire.getLng());
    }

    public static GeoPoint point(Coordinate point) {
        return new GeoPoint(point.latitude(), point.longitude()).datum(GeoPoint.DatumEnum.WGS84);
    }

    public static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    public static @Nullable OffsetDateTime timeOrNull(@Nullable Instant instant) {
        return instant == null ? null : time(instant);
    }

    static io.yike.contracts.store.model.Store store(Store store, Instant now) {
        Profile profile = store.profile();
        return new io.yike.contracts.store.model.Store()
                .id(store.id())
                .name(profile.name())
                .chainId(profile.chainId())
                .address(profile.address())
                .point(point(profile.point()))
                .timeZone(profile.zone().getId())
                .hours(hours(profile.hours()))
                .capabilities(profile.capabilities().entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(entry -> new OfferedCapability(capability(entry.getKey()))
                                .hours(entry.getValue().map(StoreWire::hours).orElse(null)))
                        .toList())
                .reach(reach(profile.reach()))
                .licences(profile.licences().entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(entry -> new io.yike.contracts.store.model.HeldLicence(
                                        io.yike.contracts.store.model.Licence.fromValue(name(entry.getKey())),
                                        entry.getValue().number())
                                .validUntil(entry.getValue().validUntil()))
                        .toList())
                .preparationSeconds((int) profile.preparation().toSeconds())
                .loadCap(profile.loadCap())
                .autoAccept(profile.autoAccept())
                .safetyStock(profile.safetyStock())
                .availability(availability(store, now))
                .version(store.version())
                .registeredAt(time(store.registeredAt()));
    }

    static Availability availability(Store store, Instant now) {
        io.yike.store.registering.domain.Availability availability = store.availability();
        boolean returned = availability.stateAt(now) != availability.state();
        return new Availability()
                .state(AvailabilityState.fromValue(name(availability.stateAt(now))))
                .until(returned ? null : timeOrNull(availability.until()))
                .since(time(returned && availability.until() != null ? availability.until() : availability.since()))
                .openNow(store.isOpenAt(now));
    }

    static StoreSummary summary(Store store, @Nullable Double metres, Instant now) {
        Profile profile = store.profile();
        return new StoreSummary()
                .id(store.id())
                .name(profile.name())
                .chainId(profile.chainId())
                .address(profile.address())
                .point(point(profile.point()))
                .distanceMetres(metres == null ? null : (int) Math.round(metres))
                .capabilities(profile.capabilities().keySet().stream()
                        .sorted()
                        .map(StoreWire::capability)
                        .toList())
                .availability(
                        AvailabilityState.fromValue(name(store.availability().stateAt(now))))
                .openNow(store.isOpenAt(now));
    }

    public static io.yike.contracts.store.model.Capability capability(Capability capability) {
        return io.yike.contracts.store.model.Capability.fromValue(name(capability));
    }

    public static Capability capability(io.yike.contracts.store.model.Capability wire) {
        return named(Capability.class, wire.getValue());
    }

    static ProblemException refused(String field, String code, String title) {
        return new ProblemException(Problem.unprocessable(code, title, new FieldProblem(field, code, title)));
    }

    private static ZoneId zone(String name) {
        try {
            if (ZoneId.getAvailableZoneIds().contains(name)) {
                return ZoneId.of(name);
            }
        } catch (DateTimeException unknown) {
            throw refused("timeZone", "time_zone_unknown", "No such time zone");
        }
        throw refused("timeZone", "time_zone_unknown", "No such time zone");
    }

    private static OpeningHours hours(Hours wire, String field) {
        Map<DayOfWeek, List<Opening>> weekly = new EnumMap<>(DayOfWeek.class);
        for (WeeklyOpening opening : wire.getWeekly()) {
            weekly.computeIfAbsent(DayOfWeek.valueOf(opening.getDay().name()), _ -> new ArrayList<>())
                    .add(opening(opening.getOpens(), opening.getCloses(), field));
        }
        Map<LocalDate, List<Opening>> exceptions = new HashMap<>();
        List<HoursException> named = wire.getExceptions();
        for (int i = 0; named != null && i < named.size(); i++) {
            List<Opening> openings = named.get(i).getOpenings().stream()
                    .map(opening -> opening(opening.getOpens(), opening.getCloses(), field))
                    .toList();
            if (exceptions.put(named.get(i).getDate(), openings) != null) {
                throw refused(field + ".exceptions[" + i + "]", "duplicate_entry", "An entry is there twice");
            }
        }
        OpeningHours hours = new OpeningHours(weekly, exceptions);
        if (hours.overlap()) {
            throw refused(field, "hours_overlap", "Opening hours overlap");
        }
        return hours;
    }

    private static Opening opening(String opens, String closes, String field) {
        int opensMinute = minute(opens);
        if (opensMinute == Opening.MINUTES_PER_DAY) {
            throw new ProblemException(Problem.malformed(field, "malformed", "24:00 ends a day and begins none"));
        }
        return new Opening(opensMinute, minute(closes));
    }

    private static int minute(String clock) {
        return Integer.parseInt(clock.substring(0, 2)) * 60 + Integer.parseInt(clock.substring(3));
    }

    private static Hours hours(OpeningHours hours) {
        List<WeeklyOpening> weekly = new ArrayList<>();
        for (DayOfWeek day : DayOfWeek.values()) {
            hours.weekly()
                    .getOrDefault(day, List.of())
                    .forEach(opening -> weekly.add(new WeeklyOpening(
                            Day.valueOf(day.name()), clock(opening.opensMinute()), clock(opening.closesMinute()))));
        }
        Hours wire = new Hours(weekly);
        if (!hours.exceptions().isEmpty()) {
            wire.exceptions(hours.exceptions().entrySet().stream()
                    .sorted(Map.Entry.comparingByKey())
                    .map(entry -> new HoursException(
                            entry.getKey(),
                            entry.getValue().stream()
                                    .map(opening -> new io.yike.contracts.store.model.Opening(
                                            clock(opening.opensMinute()), clock(opening.closesMinute())))
                                    .toList()))
                    .toList());
        }
        return wire;
    }

    private static String clock(int minute) {
        return "%02d:%02d".formatted(minute / 60, minute % 60);
    }

    private static Map<Capability, Optional<OpeningHours>> capabilities(@Nullable List<OfferedCapability> wire) {
        Map<Capability, Optional<OpeningHours>> capabilities = new EnumMap<>(Capability.class);
        for (int i = 0; wire != null && i < wire.size(); i++) {
            String field = "capabilities[" + i + "]";
            Hours own = wire.get(i).getHours();
            Optional<OpeningHours> hours = own == null ? Optional.empty() : Optional.of(hours(own, field + ".hours"));
            if (capabilities.put(capability(wire.get(i).getCapability()), hours) != null) {
                throw refused(field, "duplicate_entry", "An entry is there twice");
            }
        }
        return capabilities;
    }

    private static Map<Licence, Profile.HeldLicence> licences(
            @Nullable List<io.yike.contracts.store.model.HeldLicence> wire) {
        Map<Licence, Profile.HeldLicence> licences = new EnumMap<>(Licence.class);
        for (int i = 0; wire != null && i < wire.size(); i++) {
            Licence licence = named(Licence.class, wire.get(i).getLicence().getValue());
            Profile.HeldLicence held =
                    new Profile.HeldLicence(wire.get(i).getNumber(), wire.get(i).getValidUntil());
            if (licences.put(licence, held) != null) {
                throw refused("licences[" + i + "]", "duplicate_entry", "An entry is there twice");
            }
        }
        return licences;
    }

    private static Reach reach(io.yike.contracts.store.model.Reach wire) {
        List<GeoPoint> corners = wire.getPolygon() == null ? List.of() : wire.getPolygon();
        Integer metres = wire.getRadiusMetres();
        if (metres != null && corners.isEmpty()) {
            return new Reach.Radius(metres);
        }
        if (metres != null || corners.size() < 3) {
            throw refused("reach", "reach_invalid", "The reach is not a radius or a simple polygon");
        }
        Reach.Polygon reach =
                new Reach.Polygon(corners.stream().map(StoreWire::coordinate).toList());
        if (!reach.isUsable()) {
            throw refused("reach", "reach_invalid", "The reach is not a radius or a simple polygon");
        }
        return reach;
    }

    private static io.yike.contracts.store.model.Reach reach(Reach reach) {
        return switch (reach) {
            case Reach.Radius(int metres) ->
                new io.yike.contracts.store.model.Reach().radiusMetres(metres).polygon(null);
            case Reach.Polygon(List<Coordinate> corners) ->
                new io.yike.contracts.store.model.Reach()
                        .polygon(corners.stream().map(StoreWire::point).toList());
        };
    }
}
