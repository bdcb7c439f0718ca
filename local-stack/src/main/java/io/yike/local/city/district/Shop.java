package io.yike.local.city.district;

import io.yike.local.city.district.Item.Shelf;
import io.yike.travel.Coordinate;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/// A convenience store as it stands in its street.
///
/// @param name unlike any other shop's
/// @param chain whose till system answers for it
/// @param shelves what it sells at all; medicine and alcohol need a licence
/// @param hours empty when it never closes
/// @param reach how far it sends its goods
/// @param loadCap how many orders it bears at a time
public record Shop(
        String name,
        Chain chain,
        Address address,
        Set<Shelf> shelves,
        List<Hours> hours,
        Set<Service> services,
        Duration preparation,
        int loadCap,
        boolean autoAccept,
        Reach reach,
        List<Stocked> stock,
        Temper temper) {

    public Shop {
        shelves = Set.copyOf(shelves);
        hours = List.copyOf(hours);
        services = Set.copyOf(services);
        stock = List.copyOf(stock);
    }

    public boolean neverCloses() {
        return hours.isEmpty();
    }

    /// The till systems of the district.
    public enum Chain {
        LANTERN("Lantern"),
        DAYBREAK("Daybreak"),
        GREEN_GATE("Green Gate");

        private final String title;

        Chain(String title) {
            this.title = title;
        }

        public String title() {
            return title;
        }
    }

    /// What a shop does beside selling what stands on its shelves.
    public enum Service {
        PARCELS,
        PRINTING,
        REPAIRS
    }

    /// On every day of the week, in the time of the city.
    ///
    /// @param opens hour of the day
    /// @param closes hour of the day, later than `opens`; 24 is midnight
    public record Hours(int opens, int closes) {}

    /// How far a shop sends its goods.
    public sealed interface Reach {
        record Radius(int metres) implements Reach {}

        record Polygon(List<Coordinate> corners) implements Reach {
            public Polygon {
                corners = List.copyOf(corners);
            }
        }
    }

    /// What a shop has of an item.
    ///
    /// @param priceFen the shop's own price, at which it is settled
    public record Stocked(Item item, int pieces, long priceFen) {}

    /// How the people behind the counter are.
    ///
    /// @param declines how often an offer is declined, 0 to 1
    /// @param ignores how often an offer is left unanswered, 0 to 1
    /// @param finds how often a line is found to be short, 0 to 1
    /// @param attention how long it takes until somebody looks at the till
    public record Temper(double declines, double ignores, double finds, Duration attention) {}
}
