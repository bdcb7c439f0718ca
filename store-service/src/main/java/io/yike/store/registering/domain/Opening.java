package io.yike.store.registering.domain;

/// One opening of a day, in minutes after midnight on the store's clock.
///
/// @param opensMinute 0 to 1439
/// @param closesMinute 1 to 1440, exclusive; not after `opensMinute` means on the next day
public record Opening(int opensMinute, int closesMinute) {

    public static final int MINUTES_PER_DAY = 24 * 60;

    public Opening {
        if (opensMinute < 0 || opensMinute >= MINUTES_PER_DAY || closesMinute < 0 || closesMinute > MINUTES_PER_DAY) {
            throw new IllegalArgumentException("Not an opening: " + opensMinute + " to " + closesMinute);
        }
    }

    /// Minutes after the midnight that begins the day; above 1440 where it ends on the next day.
    int endMinute() {
        return closesMinute > opensMinute ? closesMinute : closesMinute + MINUTES_PER_DAY;
    }

    boolean coversMinute(int minute) {
        return opensMinute <= minute && minute < endMinute();
    }
}
