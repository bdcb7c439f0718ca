package io.yike.booking.keeping.adapter;

import io.yike.booking.keeping.KeepFacility;
import io.yike.booking.keeping.domain.Facility;
import io.yike.booking.keeping.domain.FairLimits;
import io.yike.booking.keeping.domain.Kind;
import io.yike.booking.keeping.domain.Opening;
import io.yike.booking.keeping.domain.OpeningHours;
import io.yike.booking.keeping.domain.Pricing;
import io.yike.booking.keeping.domain.Resource;
import io.yike.booking.keeping.domain.Resource.Profile;
import io.yike.booking.keeping.domain.Rules;
import io.yike.booking.keeping.domain.Span;
import io.yike.booking.keeping.domain.SpecialDay;
import io.yike.booking.wire.Refusals;
import io.yike.booking.wire.Times;
import io.yike.booking.wire.Words;
import io.yike.contracts.booking.model.Condition;
import io.yike.contracts.booking.model.CoolDown;
import io.yike.contracts.booking.model.DayOpening;
import io.yike.contracts.booking.model.FairUse;
import io.yike.contracts.booking.model.GeoPoint;
import io.yike.contracts.booking.model.Hours;
import io.yike.contracts.booking.model.Kept;
import io.yike.contracts.booking.model.NewFacility;
import io.yike.contracts.booking.model.NewResource;
import io.yike.contracts.booking.model.Price;
import io.yike.contracts.booking.model.RefundTier;
import io.yike.contracts.booking.model.ResourceEdit;
import io.yike.contracts.booking.model.ResourceKind;
import io.yike.contracts.booking.model.TimeWindow;
import io.yike.contracts.booking.model.Unit;
import io.yike.contracts.booking.model.WeeklyOpening;
import io.yike.payments.Money;
import io.yike.travel.Coordinate;
import io.yike.travel.Datum;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Facilities and resources as the contract shows them.
final class KeepingWire {

    private static final int UNLIMITED = 10_000;
    private static final int DEFAULT_HORIZON_DAYS = 60;
    private static final int DEFAULT_NO_SHOW_MINUTES = 30;

    private KeepingWire() {}

    static KeepFacility.Profile profile(NewFacility wire) {
        GeoPoint location = wire.getLocation();
        Datum datum = location.getDatum() == null
                ? Datum.WGS84
                : Words.constant(Datum.class, location.getDatum().getValue());
        Coordinate point = datum.toWgs84(location.getLat(), location.getLng());
        return new KeepFacility.Profile(
                wire.getName(),
                wire.getAddress(),
                point.latitude(),
                point.longitude(),
                zone(wire.getZone()),
                hours(wire.getHours()),
                limits(wire.getFairUse()));
    }

    private static FairLimits limits(@Nullable FairUse wire) {
        if (wire == null) {
            return FairLimits.none();
        }
        CoolDown coolDown = wire.getCoolDown();
        return new FairLimits(
                wire.getPerWeek(),
                coolDown == null
                        ? null
                        : new FairLimits.CoolDown(
                                coolDown.getNoShows(),
                                Duration.ofDays(coolDown.getWithinDays()),
                                Duration.ofDays(coolDown.getDays())));
    }

    private static @Nullable FairUse limits(FairLimits limits) {
        if (limits.perWeek() == null && limits.coolDown() == null) {
            return null;
        }
        FairLimits.CoolDown coolDown = limits.coolDown();
        return new FairUse()
                .perWeek(limits.perWeek())
                .coolDown(
                        coolDown == null
                                ? null
                                : new CoolDown(
                                        coolDown.noShows(),
                                        Math.toIntExact(coolDown.within().toDays()),
                                        Math.toIntExact(coolDown.length().toDays())));
    }

    private static ZoneId zone(String name) {
        if (!ZoneId.getAvailableZoneIds().contains(name)) {
            throw Refusals.rule("zone_unknown", "There is no such time zone", "zone");
        }
        try {
            return ZoneId.of(name);
        } catch (DateTimeException unknown) {
            throw Refusals.rule("zone_unknown", "There is no such time zone", "zone");
        }
    }

    private static OpeningHours hours(Hours wire) {
        Map<DayOfWeek, List<Opening>> weekly = new EnumMap<>(DayOfWeek.class);
        List<WeeklyOpening> week = wire.getWeekly();
        for (int i = 0; i < week.size(); i++) {
            WeeklyOpening opening = week.get(i);
            weekly.computeIfAbsent(
                            Words.constant(DayOfWeek.class, opening.getDay().getValue()), _ -> new ArrayList<>())
                    .add(opening(opening.getFrom(), opening.getTo(), "hours.weekly[" + i + "]"));
        }
        List<SpecialDay> special = new ArrayList<>();
        Set<LocalDate> dates = new HashSet<>();
        for (int i = 0; i < wire.getExceptions().size(); i++) {
            var day = wire.getExceptions().get(i);
            String field = "hours.exceptions[" + i + "]";
            if (!dates.add(day.getDate())) {
                throw hoursInvalid(field);
            }
            special.add(new SpecialDay(
                    day.getDate(),
                    day.getReason(),
                    day.getOpenings().stream()
                            .map(opening -> opening(opening.getFrom(), opening.getTo(), field))
                            .toList()));
        }
        return new OpeningHours(weekly, special);
    }

    private static Opening opening(String from, String to, String field) {
        int start = minute(from);
        int end = minute(to);
        if (start >= end) {
            throw hoursInvalid(field);
        }
        return new Opening(start, end);
    }

    private static RuntimeException hoursInvalid(String field) {
        return Refusals.rule("hours_invalid", "The hours are not possible", field);
    }

    private static int minute(String time) {
        return Integer.parseInt(time.substring(0, 2)) * 60 + Integer.parseInt(time.substring(3));
    }

    private static String time(int minute) {
        return "%02d:%02d".formatted(minute / 60, minute % 60);
    }

    static io.yike.contracts.booking.model.Facility facility(Facility facility) {
        return new io.yike.contracts.booking.model.Facility(
                        facility.id(),
                        facility.name(),
                        new GeoPoint(facility.lat(), facility.lng()).datum(GeoPoint.DatumEnum.WGS84),
                        facility.zone().getId(),
                        hours(facility.hours()),
                        Words.time(facility.createdAt()))
                .address(facility.address())
                .fairUse(limits(facility.limits()));
    }

    private static Hours hours(OpeningHours hours) {
        List<WeeklyOpening> weekly = new ArrayList<>();
        for (DayOfWeek day : DayOfWeek.values()) {
            for (Opening opening : hours.weekly().getOrDefault(day, List.of())) {
                weekly.add(new WeeklyOpening(
                        WeeklyOpening.DayEnum.fromValue(Words.word(day)), time(opening.from()), time(opening.to())));
            }
        }
        return new Hours(
                weekly,
                hours.special().stream()
                        .map(day -> new io.yike.contracts.booking.model.SpecialDay(
                                        day.date(),
                                        day.openings().stream()
                                                .map(opening ->
                                                        new DayOpening(time(opening.from()), time(opening.to())))
                                                .toList())
                                .reason(day.reason()))
                        .toList());
    }

    static Kind kind(ResourceKind wire) {
        return Words.constant(Kind.class, wire.getValue());
    }

    static Profile profile(NewResource wire) {
        return profile(
                wire.getName(),
                wire.getFeatures(),
                wire.getPhotos(),
                wire.getRules(),
                wire.getBlackouts(),
                wire.getPricing(),
                wire.getLockId());
    }

    static Profile profile(ResourceEdit wire) {
        return profile(
                wire.getName(),
                wire.getFeatures(),
                wire.getPhotos(),
                wire.getRules(),
                wire.getBlackouts(),
                wire.getPricing(),
                wire.getLockId());
    }

    private static Profile profile(
            String name,
            @Nullable List<String> features,
            @Nullable List<String> photos,
            io.yike.contracts.booking.model.Rules wire,
            @Nullable List<TimeWindow> blackouts,
            io.yike.contracts.booking.model.@Nullable Pricing pricing,
            @Nullable String lockId) {
        Rules rules = rules(wire);
        if (!rules.areConsistent()) {
            throw Refusals.rule("rules_invalid", "The rules contradict each other", "rules.maxMinutes");
        }
        List<Span> spans = new ArrayList<>();
        for (TimeWindow window : Objects.requireNonNullElse(blackouts, List.<TimeWindow>of())) {
            String field = "blackouts[" + spans.size() + "]";
            spans.add(Span.find(
                            Times.named(field + ".start", window.getStart()),
                            Times.named(field + ".end", window.getEnd()))
                    .orElseThrow(() -> Refusals.rule("blackout_invalid", "It ends before it begins", field + ".end")));
        }
        return new Profile(
                name,
                Objects.requireNonNullElse(features, List.of()),
                Objects.requireNonNullElse(photos, List.of()),
                rules,
                spans,
                pricing(pricing),
                lockId);
    }

    private static @Nullable Pricing pricing(io.yike.contracts.booking.model.@Nullable Pricing wire) {
        if (wire == null) {
            return null;
        }
        String currency = Stream.of(wire.getPerBooking(), wire.getPerHour(), wire.getDeposit())
                .filter(Objects::nonNull)
                .map(Price::getCurrency)
                .distinct()
                .reduce((_, _) -> "")
                .orElse("");
        if (currency.isEmpty()) {
            throw Refusals.rule("pricing_invalid", "It needs one price at least, all in one currency", "pricing");
        }
        Pricing pricing = new Pricing(
                money(wire.getPerBooking(), currency),
                money(wire.getPerHour(), currency),
                money(wire.getDeposit(), currency),
                Objects.requireNonNullElse(wire.getRefunds(), List.<RefundTier>of()).stream()
                        .map(tier ->
                                new Pricing.Refund(Duration.ofHours(tier.getUntilHoursBefore()), tier.getPercent()))
                        .toList());
        if (!pricing.isConsistent()) {
            throw Refusals.rule("pricing_invalid", "Who cancels later never gets more", "pricing.refunds");
        }
        return pricing;
    }

    private static Money money(@Nullable Price wire, String currency) {
        return wire == null ? Money.zero(currency) : new Money(wire.getAmount(), currency);
    }

    private static io.yike.contracts.booking.model.@Nullable Pricing pricing(@Nullable Pricing pricing) {
        return pricing == null
                ? null
                : new io.yike.contracts.booking.model.Pricing()
                        .perBooking(Words.price(pricing.perBooking()))
                        .perHour(Words.price(pricing.perHour()))
                        .deposit(Words.price(pricing.deposit()))
                        .refunds(pricing.refunds().stream()
                                .map(refund -> new RefundTier(
                                        Math.toIntExact(refund.untilBefore().toHours()), refund.percent()))
                                .toList());
    }

    private static Rules rules(io.yike.contracts.booking.model.Rules wire) {
        return new Rules(
                Duration.ofMinutes(wire.getStepMinutes()),
                Duration.ofMinutes(wire.getMinMinutes()),
                Duration.ofMinutes(wire.getMaxMinutes()),
                minutes(wire.getLeadMinutes(), 0),
                Objects.requireNonNullElse(wire.getHorizonDays(), DEFAULT_HORIZON_DAYS),
                minutes(wire.getBufferBeforeMinutes(), 0),
                minutes(wire.getBufferAfterMinutes(), 0),
                minutes(wire.getNoShowMinutes(), DEFAULT_NO_SHOW_MINUTES),
                Objects.requireNonNullElse(wire.getCapacity(), UNLIMITED),
                Set.copyOf(Objects.requireNonNullElse(wire.getGroups(), List.of())),
                wire.getPerWeek(),
                kept(wire.getKept()),
                wire.getApprovalHours() == null ? null : Duration.ofHours(wire.getApprovalHours()),
                Boolean.TRUE.equals(wire.getOvernight()));
    }

    private static Rules.@Nullable Kept kept(@Nullable Kept wire) {
        return wire == null
                ? null
                : new Rules.Kept(wire.getGroup(), wire.getPercent(), Duration.ofHours(wire.getUntilHoursBefore()));
    }

    private static @Nullable Kept kept(Rules.@Nullable Kept kept) {
        return kept == null
                ? null
                : new Kept(
                        kept.group(),
                        kept.percent(),
                        Math.toIntExact(kept.untilBefore().toHours()));
    }

    private static Duration minutes(@Nullable Integer wire, int otherwise) {
        return Duration.ofMinutes(Objects.requireNonNullElse(wire, otherwise));
    }

    static io.yike.contracts.booking.model.Resource resource(Resource resource) {
        Profile profile = resource.profile();
        return new io.yike.contracts.booking.model.Resource(
                        resource.id(),
                        resource.facilityId(),
                        ResourceKind.fromValue(Words.word(resource.kind())),
                        profile.name(),
                        profile.features(),
                        profile.photos(),
                        rules(profile.rules()),
                        profile.blackouts().stream().map(KeepingWire::window).toList(),
                        resource.retired(),
                        resource.units().stream().map(KeepingWire::unit).toList(),
                        resource.parts(),
                        Words.time(resource.createdAt()))
                .parentId(resource.parentId())
                .pricing(pricing(profile.pricing()))
                .lockId(profile.lockId());
    }

    private static io.yike.contracts.booking.model.Rules rules(Rules rules) {
        return new io.yike.contracts.booking.model.Rules(
                        minutes(rules.step()), minutes(rules.min()), minutes(rules.max()))
                .leadMinutes(minutes(rules.lead()))
                .horizonDays(rules.horizonDays())
                .bufferBeforeMinutes(minutes(rules.bufferBefore()))
                .bufferAfterMinutes(minutes(rules.bufferAfter()))
                .noShowMinutes(minutes(rules.noShow()))
                .capacity(rules.capacity())
                .groups(rules.groups().stream().sorted().toList())
                .perWeek(rules.perWeek())
                .kept(kept(rules.kept()))
                .approvalHours(hours(rules.approval()))
                .overnight(rules.overnight());
    }

    private static @Nullable Integer hours(@Nullable Duration duration) {
        return duration == null ? null : Math.toIntExact(duration.toHours());
    }

    private static int minutes(Duration duration) {
        return Math.toIntExact(duration.toMinutes());
    }

    private static TimeWindow window(Span span) {
        return new TimeWindow(Words.time(span.start()), Words.time(span.end()));
    }

    private static Unit unit(io.yike.booking.keeping.domain.Unit unit) {
        return new Unit(
                unit.id(),
                unit.resourceId(),
                unit.code(),
                Condition.fromValue(Words.word(unit.condition())),
                unit.retired());
    }
}
