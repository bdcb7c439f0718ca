package io.yike.recycling.points.domain;

import java.time.DayOfWeek;
import java.time.LocalTime;

/// An opening of a day, in local time.
///
/// @param opens in minutes of the day
/// @param closes in minutes of the day, after it opens
public record PointHours(DayOfWeek day, int opens, int closes) {

    boolean covers(DayOfWeek other, LocalTime time) {
        int minute = time.toSecondOfDay() / 60;
        return day == other && minute >= opens && minute < closes;
    }

    /// Whether two openings share a minute.
    public boolean overlaps(PointHours other) {
        return day == other.day && opens < other.closes && other.opens < closes;
    }
}
