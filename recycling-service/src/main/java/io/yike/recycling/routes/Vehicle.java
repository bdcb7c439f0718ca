package io.yike.recycling.routes;

/// A vehicle with its crew, for one shift.
///
/// @param start index of the place where the shift begins
/// @param end index of the place where it ends
/// @param shiftStart second of the day
/// @param shiftEnd by then it is back
/// @param breakStart from then on everything rests, wherever the crew is
/// @param breakSeconds for so long; 0 for no break
public record Vehicle(
        int start,
        int end,
        int shiftStart,
        int shiftEnd,
        int grams,
        int litres,
        int skills,
        int breakStart,
        int breakSeconds) {

    /// One without a break.
    public Vehicle(int start, int end, int shiftStart, int shiftEnd, int grams, int litres, int skills) {
        this(start, end, shiftStart, shiftEnd, grams, litres, skills, Integer.MAX_VALUE, 0);
    }

    /// When something opens, on a clock that stands still during the break: there is no break on that clock, so nothing
    /// else needs to know of it.
    int opens(int second) {
        return second <= breakStart ? second : Math.max(breakStart, second - breakSeconds);
    }

    /// When something closes, on that clock.
    int closes(int second) {
        if (second < breakStart) {
            return second;
        }
        return second - breakStart < breakSeconds ? breakStart - 1 : second - breakSeconds;
    }

    /// The end of the shift, on that clock.
    int shiftEnds() {
        return opens(shiftEnd);
    }

    /// The time of day at a time of that clock.
    public long timeOfDay(long working) {
        return working < breakStart ? working : working + breakSeconds;
    }

    /// When work that may begin so early begins, if the vehicle is there at a time of that clock.
    public long begins(Job job, long there) {
        return Math.max(opens(job.opens()), there);
    }
}
