package io.yike.local;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// A synthetic district whose stores, couriers and residents live on the public API of a running stack.
///
/// Everything it decides follows from its seed and from what the API tells it.
public interface DemoCity extends AutoCloseable {

    /// Makes the stores, their stock and the couriers exist; loading again changes nothing.
    ///
    /// @return one line that says what is there, e.g. `60 stores, 40 couriers, 900 items`
    String load();

    /// Stores and couriers answer from here on, until [#close()].
    void open();

    /// Requests that a visitor can send and that this city can serve.
    SampleRequests samples();

    /// Places one order as the demo platform and tells its timeline, a line at a time, as it happens.
    ///
    /// @return whether it was delivered
    boolean showOneOrder(Consumer<String> line);

    /// Lets residents place that many orders and waits for the end of each.
    ///
    /// @param progress told as orders end
    /// @return the lines of the summary: delivered, unfulfilled by reason, p50 and p95 of each step
    CityDay day(int orders, DayProgress progress);

    /// Everybody is at work, and the shelves are full.
    void stockUp();

    /// Lets residents place orders at a steady rate for that long, whether or not the API keeps up.
    ///
    /// It returns when each has an answer or has given up; orders may be under way by then.
    Rushed rush(double ordersPerSecond, Duration time);

    /// Stores and couriers stop answering. Does nothing when they already have.
    @Override
    void close();

    /// Bodies of requests, JSON on one line, fit for single quotes in a shell.
    ///
    /// @param quote for `POST /v1/quotes`
    /// @param order for `POST /v1/orders`
    record SampleRequests(String quote, String order) {}

    /// How a day of orders went.
    ///
    /// @param explained whether each order that was not delivered can be explained by what the API says of it
    record CityDay(int placed, int delivered, boolean explained, List<String> summary) {

        /// The same, with more to say.
        public CityDay with(List<String> more) {
            return new CityDay(
                    placed,
                    delivered,
                    explained,
                    Stream.concat(summary.stream(), more.stream()).toList());
        }
    }

    /// How a rush went.
    ///
    /// @param asked how many orders residents tried to place
    /// @param givenUp how many never learned whether their order was placed
    record Rushed(int asked, int confirmed, int refused, int givenUp) {}

    /// Hears how far a day has come.
    @FunctionalInterface
    interface DayProgress {
        void ended(int ended, int orders);
    }
}
