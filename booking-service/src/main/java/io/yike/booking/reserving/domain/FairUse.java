package io.yike.booking.reserving.domain;

import io.yike.booking.keeping.domain.FairLimits;
import io.yike.booking.keeping.domain.Rules;
import io.yike.booking.keeping.domain.Span;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Optional;

/// Whether it is somebody's turn. Each refusal says which rule it is, and when it does not hold any more.
public final class FairUse {

    private FairUse() {}

    public enum Rule {
        /// The resident has as many bookings in that week as they may have there.
        WEEKLY_LIMIT_REACHED,
        /// The resident has not come too often.
        COOLING_DOWN,
        /// What is left of that day is for a group of which the resident is none.
        KEPT_FOR_A_GROUP
    }

    /// A refusal.
    ///
    /// @param liftsAt of a weekly limit, bookings that begin then or later; else, whoever books then or later
    public record Refusal(Rule rule, Instant liftsAt) {}

    /// The week in which a booking begins, by the calendar on the wall.
    public static Span week(Instant start, ZoneId zone) {
        var monday = start.atZone(zone).toLocalDate().with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        return new Span(
                monday.atStartOfDay(zone).toInstant(),
                monday.plusWeeks(1).atStartOfDay(zone).toInstant());
    }

    /// The day of a moment, by the calendar on the wall.
    public static Span day(Instant moment, ZoneId zone) {
        var date = moment.atZone(zone).toLocalDate();
        return new Span(
                date.atStartOfDay(zone).toInstant(),
                date.plusDays(1).atStartOfDay(zone).toInstant());
    }

    /// Of bookings in one week.
    ///
    /// @param had how many the resident has that begin in it, without this one
    public static Optional<Refusal> weekly(int had, int limit, Span week) {
        return had >= limit ? Optional.of(new Refusal(Rule.WEEKLY_LIMIT_REACHED, week.end())) : Optional.empty();
    }

    /// Of those who did not come.
    ///
    /// @param missed when the bookings began to which the resident did not come, latest first
    public static Optional<Refusal> coolDown(List<Instant> missed, FairLimits.CoolDown rule, Instant now) {
        List<Instant> counted = missed.stream()
                .filter(at -> at.isAfter(now.minus(rule.within())))
                .toList();
        if (counted.size() < rule.noShows()) {
            return Optional.empty();
        }
        Instant liftsAt = counted.getFirst().plus(rule.length());
        return liftsAt.isAfter(now) ? Optional.of(new Refusal(Rule.COOLING_DOWN, liftsAt)) : Optional.empty();
    }

    /// Of those who are not of the group for which a share of each day is kept.
    ///
    /// @param start when the booking would begin
    /// @param open how long all units together are open on one day
    /// @param taken how much of that others than the group would have with it
    public static Optional<Refusal> kept(Rules.Kept rule, Instant start, Duration open, Duration taken, Instant now) {
        Instant liftsAt = start.minus(rule.untilBefore());
        Duration forAll = open.multipliedBy(100 - rule.percent()).dividedBy(100);
        return now.isBefore(liftsAt) && taken.compareTo(forAll) > 0
                ? Optional.of(new Refusal(Rule.KEPT_FOR_A_GROUP, liftsAt))
                : Optional.empty();
    }
}
