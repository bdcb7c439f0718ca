package io.yike.local.city;

import io.yike.contracts.order.model.Order;
import io.yike.contracts.order.model.Quote;
import io.yike.contracts.order.model.Routing;
import io.yike.contracts.order.model.TimelineEntry;
import io.yike.contracts.order.model.TimelineType;
import io.yike.local.DemoCity;
import io.yike.local.StackAddresses;
import io.yike.local.city.api.ApiClient;
import io.yike.local.city.api.ApiException;
import io.yike.local.city.api.Connection;
import io.yike.local.city.api.Patience;
import io.yike.local.city.api.Witness;
import io.yike.local.city.district.District;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The demo city: a district made from a seed, and its people at work on the public API.
public final class SyntheticCity implements DemoCity {

    private static final System.Logger LOG = System.getLogger(SyntheticCity.class.getName());

    /// Slow enough to follow one order, quick enough to see it delivered in half a minute.
    private static final double SHOWING_PACE = 20;

    /// So that forty couriers bring a few orders each second.
    private static final double DAY_PACE = 60;

    /// So that they bring five and more, and spend no requests on telling where they are on the way.
    private static final double RUSH_PACE = 240;

    private static final int BASKETS_TRIED = 20;
    private static final int SHELVES_FILLED_AT_ONCE = 6;
    private static final Duration SHIFTS_BEGIN_WITHIN = Duration.ofSeconds(20);
    private static final Duration SHOWN_WITHIN = Duration.ofMinutes(5);
    private static final Duration TOLD_OUTSIDE_WITHIN = Duration.ofSeconds(30);
    private static final String ORDER_COMPLETED = "order.completed.v1";
    private static final Duration PEOPLE_STOP_WITHIN = Duration.ofSeconds(5);
    private static final DateTimeFormatter LABEL =
            DateTimeFormatter.ofPattern("yyMMddHHmmss").withZone(ZoneOffset.UTC);

    private final StackAddresses stack;
    private final Clock clock;
    private final District district;
    private final Connection connection;
    private final Pace pace = new Pace(SHOWING_PACE);
    private final Patience patience = new Patience();
    private final ExecutorService people = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, Till> tills = new HashMap<>();
    private final CountDownLatch shifts;
    private @Nullable Town town;
    private @Nullable Visitors visitors;
    private @Nullable Sharing sharing;
    private @Nullable BinWatch binWatch;
    private @Nullable CollectingFounding collecting;
    private final CrewRound.Tally collected = new CrewRound.Tally();
    private List<Collecting.Crew> crews = List.of();

    public SyntheticCity(StackAddresses stack, long seed, Clock clock) {
        this(stack, seed, clock, Witness.NOBODY);
    }

    /// @param witness hears of every request that its people send
    public SyntheticCity(StackAddresses stack, long seed, Clock clock, Witness witness) {
        this.stack = stack;
        this.clock = clock;
        this.district = District.of(seed);
        this.connection = new Connection(stack.gateways(), clock, witness);
        this.shifts = new CountDownLatch(district.riders().size());
    }

    @Override
    public String load() {
        var registry = Registry.in(stack.demoFolder(), district.seed());
        var operator = new ApiClient(connection, stack.operator());
        var founding = new Founding(district, operator, registry);
        founding.found();
        var loaded = townOf(registry);
        if (!founding.stands(loaded)) {
            // The databases were emptied and the memory of the city was not: it is made anew.
            registry = registry.forgotten();
            founding = new Founding(district, operator, registry);
            founding.found();
            loaded = townOf(registry);
        }
        town = loaded;
        new SharingFounding(district, operator, registry, clock).found();
        var shared = Sharing.of(district, registry, connection);
        sharing = shared;
        visitors = new Visitors(loaded, shared);
        binWatch = new BinWatch(shared, clock, patience, district.seed());
        var founded = new CollectingFounding(district, operator, registry, clock);
        founded.found();
        collecting = founded;
        crews = Collecting.of(registry, connection).crews();
        return "%d stores, %d couriers, %,d items in stock; a house with %d rooms, %d tools and %d locker cells; %d bins, %d crews"
                .formatted(
                        district.shops().size(),
                        district.riders().size(),
                        district.shops().stream()
                                .mapToInt(shop -> shop.stock().size())
                                .sum(),
                        shared.things().keySet().stream()
                                .filter(thing -> !thing.isTool())
                                .count(),
                        shared.things().keySet().stream()
                                .mapToInt(Sharing.Thing::units)
                                .sum(),
                        Sharing.cells().size(),
                        shared.bins().size(),
                        crews.size());
    }

    private Town townOf(Registry registry) {
        return Town.of(district, registry, connection, stack.platform(), clock, pace, patience);
    }

    @Override
    public void open() {
        var loaded = loaded();
        var callers = loadedVisitors();
        loaded.shops().forEach((id, shop) -> {
            var till = new Till(loaded, id, shop, callers, people);
            tills.put(shop.name(), till);
            people.execute(till);
        });
        loaded.riders()
                .forEach(
                        (id, rider) -> people.execute(new CourierShift(loaded, id, rider, callers, shifts::countDown)));
        var bins = known(binWatch);
        people.execute(bins);
        crews.forEach(crew -> people.execute(new CrewRound(crew, bins, patience, collected)));
    }

    @Override
    public SampleRequests samples() {
        var wish = new Shopping(district, "sample").simpleWish(1);
        return new SampleRequests(
                connection.write(OrderForms.quote(wish)),
                connection.write(OrderForms.order(wish, loaded()::storeId, clock.instant())));
    }

    @Override
    public boolean showOneOrder(Consumer<String> line) {
        var loaded = loaded();
        awaitShifts();
        pace.quicken(SHOWING_PACE);
        var wish = serviceableWish(loaded);
        var placed = loaded.platform()
                .post(
                        "/v1/orders",
                        wish.reference(),
                        OrderForms.order(wish, loaded::storeId, clock.instant()),
                        Order.class)
                .get();
        loadedVisitors().waitFor(placed.getOrderId());
        line.accept("order " + placed.getOrderId() + " for " + wish.household().name() + ", "
                + wish.household().address().text());
        var story = new OrderStory(courier -> {
            var rider = loaded.riders().get(courier);
            return rider == null
                    ? "courier " + courier
                    : rider.name() + " of " + rider.fleet().title();
        });
        var delivered = new AtomicBoolean();
        var path = "/v1/orders/" + placed.getOrderId();
        loaded.platform().stream(path + "/events", TimelineEntry.class, SHOWN_WITHIN, entry -> {
            if (entry.getType() == TimelineType.ORDER_OFFERED) {
                var attempts = loaded.platform()
                        .get(path + "/routing", Routing.class)
                        .get()
                        .getAttempts();
                if (attempts.size() == 1) {
                    story.tellCandidates(attempts.getFirst()).forEach(line);
                }
            }
            line.accept(story.tell(entry, placed));
            delivered.compareAndSet(false, entry.getType() == TimelineType.DELIVERY_DELIVERED);
            return !OrderStory.ends(entry);
        });
        return delivered.get() && isToldOutside(loaded, placed.getOrderId(), line);
    }

    /// Whether whoever ordered can read outside, from webhook-service, how the order ended.
    private boolean isToldOutside(Town loaded, UUID orderId, Consumer<String> line) {
        var until = clock.instant().plus(TOLD_OUTSIDE_WITHIN);
        var types = new ArrayList<String>();
        var after = "";
        while (!types.contains(ORDER_COMPLETED) && clock.instant().isBefore(until)) {
            var page = loaded.platform()
                    .get("/v1/events?waitSeconds=5&limit=200&subject=" + orderId + after, JsonNode.class)
                    .get();
            page.path("items").forEach(event -> types.add(event.path("type").asString()));
            after = "&cursor=" + page.path("nextCursor").asString();
        }
        var isTold = types.contains(ORDER_COMPLETED);
        line.accept(
                isTold
                        ? "the platform has read %d events of it".formatted(types.size())
                        : "the platform was not told that it is completed, but of " + types);
        return isTold;
    }

    /// Baskets are quoted until one can be served, as a platform shows only what can be had.
    private Wish serviceableWish(Town loaded) {
        var shopping = new Shopping(district, "show-" + LABEL.format(clock.instant()));
        for (int number = 1; number <= BASKETS_TRIED; number++) {
            var wish = shopping.simpleWish(number);
            var quote = loaded.platform()
                    .post("/v1/quotes", wish.reference() + "-quote", OrderForms.quote(wish), Quote.class)
                    .get();
            if (quote.getServiceable()) {
                return wish;
            }
            LOG.log(Level.DEBUG, () -> wish.reference() + " cannot be served: " + quote.getReason());
        }
        throw new ApiException("none of " + BASKETS_TRIED + " baskets can be served");
    }

    @Override
    public CityDay day(int orders, DayProgress progress) {
        var loaded = loaded();
        String label = "day-" + LABEL.format(clock.instant());
        stockUp();
        var neighbours = neighbours(label);
        CityDay day;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            threads.execute(() -> neighbours.live(bookings(orders), dropOffs(orders), pickups(orders)));
            day = new Day(
                            loaded,
                            connection,
                            new Shopping(district, label),
                            new Customers(loaded, tills, known(sharing).houseId()))
                    .run(orders, progress);
        }
        var summary = new ArrayList<>(neighbours.summary());
        summary.add(collected.summary(neighbours.pickups()));
        return day.with(summary);
    }

    private Neighbours neighbours(String label) {
        var founded = known(collecting);
        return new Neighbours(
                known(sharing),
                known(binWatch),
                () -> founded.openSlot(label),
                district.streets(),
                clock,
                district.seed(),
                label);
    }

    /// For so many orders, residents book so often.
    private static int bookings(int orders) {
        return Math.clamp(orders / 8, 4, 120);
    }

    /// Within what a resident may bring in a day without somebody having a look.
    private static int dropOffs(int orders) {
        return Math.clamp(orders / 5, 6, 90);
    }

    /// Each resident has a few fetched at most.
    private static int pickups(int orders) {
        return Math.clamp(orders / 6, 4, 24);
    }

    @Override
    public Rushed rush(double ordersPerSecond, Duration time) {
        var loaded = loaded();
        String label = "rush-" + LABEL.format(clock.instant());
        pace.quicken(RUSH_PACE);
        int orders = Math.toIntExact(Math.round(ordersPerSecond * time.toSeconds()));
        people.execute(() -> neighbours(label).live(bookings(orders), dropOffs(orders), pickups(orders)));
        return new Rush(
                        loaded,
                        new Shopping(district, label),
                        new Customers(loaded, tills, known(sharing).houseId()),
                        people)
                .run(ordersPerSecond, time);
    }

    @Override
    public void stockUp() {
        var loaded = loaded();
        awaitShifts();
        pace.quicken(DAY_PACE);
        String label = "stock-" + LABEL.format(clock.instant());
        Together.each(loaded.shops().entrySet(), SHELVES_FILLED_AT_ONCE, entry -> {
            Founding.fillShelves(
                    loaded.tillOf(entry.getValue()), entry.getValue(), entry.getKey(), label + "-" + entry.getKey());
            return entry;
        });
    }

    private void awaitShifts() {
        try {
            if (!shifts.await(SHIFTS_BEGIN_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.log(Level.WARNING, () -> "couriers who have not begun their shift: " + shifts.getCount());
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new ApiException("interrupted", interrupted);
        }
    }

    private Town loaded() {
        return known(town);
    }

    private Visitors loadedVisitors() {
        return known(visitors);
    }

    private static <T> T known(@Nullable T loaded) {
        if (loaded == null) {
            throw new IllegalStateException("the city is not loaded");
        }
        return loaded;
    }

    @Override
    public void close() {
        patience.end();
        connection.close();
        people.shutdownNow();
        try {
            if (!people.awaitTermination(PEOPLE_STOP_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.log(Level.DEBUG, "some people of the city are slow to go home");
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
