package io.yike.local.city.district;

import io.yike.travel.Coordinate;
import java.time.Duration;

/// A courier.
///
/// @param home where the shift starts
/// @param attention how long it takes until an offer is looked at
/// @param declines how often an offer is declined, 0 to 1
/// @param ignores how often an offer is left unanswered, 0 to 1
public record Rider(
        String name, String phone, Fleet fleet, Coordinate home, Duration attention, double declines, double ignores) {

    /// Whom the couriers ride for.
    public enum Fleet {
        SWALLOW("Swallow Riders"),
        KINGFISHER("Kingfisher Express");

        private final String title;

        Fleet(String title) {
            this.title = title;
        }

        public String title() {
            return title;
        }
    }
}
