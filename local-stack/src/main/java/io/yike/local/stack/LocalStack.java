package io.yike.local.stack;

import io.yike.local.ClientCredentials;
import io.yike.local.DatabaseAddress;
import io.yike.local.StackAddresses;
import io.yike.local.engine.AmqpAddress;
import io.yike.local.engine.Binaries;
import io.yike.local.engine.Folders;
import io.yike.local.engine.PostgresEngine;
import io.yike.local.engine.RabbitInstallation;
import io.yike.local.engine.RedisEngine;
import io.yike.local.process.Health;
import io.yike.local.process.HealthProbe;
import io.yike.local.process.Part;
import io.yike.local.process.Ports;
import io.yike.local.process.Supervisor;
import io.yike.local.stack.Service.Needed;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/// Engines and services of one data folder, from the first to the last process.
public final class LocalStack {

    private static final String OPERATOR = "operator";
    private static final int POOL = 10;

    private final Path checkout;
    private final DataFolder data;
    private final int instances;
    private final Map<String, String> environment;
    private final Narrator narrator;
    private final Wiring wiring;
    private final Supervisor supervisor;
    private final Ports ports = new Ports();
    private final HealthProbe probe = new HealthProbe();
    private @Nullable Broker broker;
    private @Nullable RedisEngine redis;

    /// @param instances of each service
    /// @param environment of this process; it may name a broker
    public LocalStack(
            Path checkout, DataFolder data, int instances, Map<String, String> environment, Narrator narrator) {
        this(checkout, data, instances, environment, narrator, Wiring.DIRECT);
    }

    /// @param wiring how its services reach each other and the engines
    public LocalStack(
            Path checkout,
            DataFolder data,
            int instances,
            Map<String, String> environment,
            Narrator narrator,
            Wiring wiring) {
        this.checkout = checkout;
        this.data = data;
        this.instances = instances;
        this.environment = Map.copyOf(environment);
        this.narrator = narrator;
        this.wiring = wiring;
        this.supervisor = new Supervisor(data.records(), narrator);
    }

    /// Starts everything and waits until each part is ready.
    ///
    /// @throws StartFailed when a part is not; what runs by then goes on until [#stop()]
    public StackAddresses start() throws IOException, StartFailed {
        return start(_ -> {});
    }

    /// Starts everything and waits until each part is ready; those that an order needs come first.
    ///
    /// @param mainJob hears once orders can be placed, before the other services are begun
    /// @throws StartFailed when a part is not; what runs by then goes on until [#stop()]
    public StackAddresses start(MainJob mainJob) throws IOException, StartFailed {
        data.create();
        var secrets = Secrets.in(data.of("secrets.properties"));
        var cache = checkout.resolve("local-stack").resolve("target").resolve("cache");

        var postgres = postgres(new Binaries(cache), secrets);
        var redis = new RedisEngine(
                new Binaries(cache), data.of("redis"), data.log("redis"), ports.take(6379), secrets.get("redis"));
        this.redis = redis;
        var broker = Broker.choose(environment, RabbitInstallation.find(), data, secrets, ports);
        var payments = new PaymentProviderPart(
                data.of("payments"),
                data.log("payment-provider"),
                ports.take(8090),
                secrets.get("payment-provider"),
                probe);
        this.broker = broker;
        narrator.note("AMQP: " + broker.why());
        var engines = beginEngines(postgres, redis, payments, broker);

        // While the engines come up, which is more waiting than work.
        var unpacked = unpacked(cache.resolve("services"));
        healthy(engines, List.of(postgres, redis));
        var databases = databases(postgres, secrets);
        var training = new Variables(
                secrets,
                databases,
                addressesOfTraining(),
                broker.address(),
                redis.uri(),
                payments,
                data,
                Wiring.DIRECT,
                Optional.ofNullable(environment.get("YIKE_OTLP_ENDPOINT")));
        var isToBeTrained = !"off".equals(environment.get("YIKE_AOT"));
        if (isToBeTrained && !unpacked.values().stream().allMatch(ServiceProgram::isTrained)) {
            healthy(engines, broker.last().stream().toList());
            train(unpacked, training);
        }
        // Taken as late as can be: what is free before minutes of training may be somebody else's afterwards.
        var services = new EnumMap<Service, List<URI>>(Service.class);
        var gateways = addresses(Service.GATEWAY);
        services.put(Service.GATEWAY, gateways);
        for (var service : Service.withUris()) {
            services.put(service, addresses(service));
        }
        var variables = training.with(services, wiring);
        // The broker is the slowest of the engines: services connect to it when it is there, and ask for no payment
        // yet.
        var forOrders = supervisor.begin(instances(Needed.FOR_ORDERS, unpacked, services, variables));
        healthy(engines);
        healthy(forOrders);
        var operator = new ClientCredentials(OPERATOR, secrets.get(OPERATOR));
        var addresses = new StackAddresses(
                gateways,
                operator,
                new DemoPlatform(gateways.getFirst(), operator, data).admit(),
                databasesByName(databases),
                urisByName(services),
                URI.create(payments.address()),
                Folders.createPrivate(data.of("demo")));
        mainJob.canBegin(addresses);
        if (!supervisor.start(instances(Needed.BESIDES, unpacked, services, variables))) {
            throw notHealthy();
        }
        return addresses;
    }

    /// Stops one part and does not start it again.
    ///
    /// @param part its name, e.g. `order-service-2`
    public void retire(String part) {
        supervisor.retire(part);
    }

    /// Asks one part to stop and kills it if it does not; it is started again.
    ///
    /// @param part its name, e.g. `order-service-2`
    /// @return whether it stopped by itself
    public boolean restart(String part) {
        return supervisor.restart(part);
    }

    /// The name of a service's instance.
    ///
    /// @param number 0 for the first, which is called as the service
    public static String instance(String service, int number) {
        return number == 0 ? service : service + "-" + (number + 1);
    }

    /// The broker, once the stack has been started.
    public AmqpAddress amqp() {
        return started(broker).address();
    }

    /// Where a fleet bridge logs in, once the stack has been started; empty when the broker is somebody else's.
    public Optional<AmqpAddress> bridge() {
        return started(broker).bridge();
    }

    /// The names of the engines that the stack runs and that may die, once it has been started.
    public List<String> engines() {
        var names = new ArrayList<>(List.of("postgresql", started(redis).name()));
        started(broker).last().ifPresent(part -> names.add(part.name()));
        return List.copyOf(names);
    }

    /// Redis forgets all it has.
    public void emptyRedis() throws IOException {
        started(redis).empty();
    }

    private static <T> T started(@Nullable T part) {
        if (part == null) {
            throw new IllegalStateException("the stack was not started");
        }
        return part;
    }

    /// The process of a part that runs; empty while it does not.
    public Optional<ProcessHandle> process(String part) throws IOException {
        return data.records().list().stream()
                .filter(entry -> entry.part().equals(part))
                .findFirst()
                .flatMap(entry -> entry.process().find());
    }

    /// Stops all that was started, the last first.
    public void stop() {
        supervisor.stop();
    }

    private PostgresEngine postgres(Binaries binaries, Secrets secrets) throws IOException {
        // Each instance's pool, the connections that listen, and room for those who look.
        var connections = 60 + instances * (Service.values().length - 1) * (POOL + 5);
        return new PostgresEngine(
                binaries,
                data.of("postgresql"),
                data.log("postgresql"),
                ports.take(5432),
                secrets.get("postgresql"),
                connections);
    }

    private Supervisor.Beginning beginEngines(PostgresEngine postgres, RedisEngine redis, Part payments, Broker broker)
            throws StartFailed {
        if (broker.parts().isEmpty() && broker.address().health() instanceof Health.Down(String reason)) {
            throw new StartFailed("the AMQP broker of YIKE_AMQP_ADDRESSES " + reason);
        }
        var parts = broker.parts();
        // A broker that consists of two processes needs the first one up before the second.
        if (parts.size() > 1 && !supervisor.start(parts.subList(0, parts.size() - 1))) {
            throw notHealthy();
        }
        var together = new ArrayList<Part>(List.of(postgres, redis, payments));
        broker.last().ifPresent(together::add);
        return supervisor.begin(together);
    }

    private void healthy(Supervisor.Beginning beginning, List<? extends Part> parts) throws StartFailed {
        if (!beginning.healthy(parts)) {
            throw notHealthy();
        }
    }

    private void healthy(Supervisor.Beginning beginning) throws StartFailed {
        if (!beginning.allHealthy()) {
            throw notHealthy();
        }
    }

    private StartFailed notHealthy() {
        return new StartFailed(supervisor.isStopping() ? "stopped during the start" : "not every part is healthy");
    }

    private Map<Service, DatabaseAddress> databases(PostgresEngine postgres, Secrets secrets) throws StartFailed {
        var databases = new EnumMap<Service, DatabaseAddress>(Service.class);
        for (var service : Service.values()) {
            if (service.database != null) {
                try {
                    databases.put(
                            service, postgres.database(service.database, secrets.get(service.database + "-database")));
                } catch (SQLException e) {
                    throw new StartFailed("the database of " + service.id + " could not be made: " + e.getMessage());
                }
            }
        }
        return databases;
    }

    private List<URI> addresses(Service service) throws IOException {
        var found = new ArrayList<URI>();
        for (int instance = 0; instance < instances; instance++) {
            var preferred = service.port + 100 * instance;
            var port = ports.take(preferred);
            if (port != preferred) {
                narrator.note("port " + preferred + " is busy: " + service.id + " takes " + port);
            }
            found.add(URI.create("http://127.0.0.1:" + port));
        }
        return List.copyOf(found);
    }

    /// Nobody is there: a service in training makes do without the others.
    private static Map<Service, List<URI>> addressesOfTraining() {
        var addresses = new EnumMap<Service, List<URI>>(Service.class);
        for (var service : Service.values()) {
            addresses.put(service, List.of(URI.create("http://127.0.0.1:" + service.port)));
        }
        return addresses;
    }

    /// Unpacks what is not unpacked.
    private Map<Service, ServiceProgram> unpacked(Path cache) throws IOException, StartFailed {
        return each(service -> ServiceProgram.unpack(service, checkout, cache, data.log(service.id + "-training")));
    }

    /// Trains what is not trained.
    private void train(Map<Service, ServiceProgram> programs, Variables variables) throws IOException, StartFailed {
        each(service -> train(service, Objects.requireNonNull(programs.get(service)), variables));
    }

    private ServiceProgram train(Service service, ServiceProgram program, Variables variables) throws IOException {
        if (!program.isTrained() && !supervisor.isStopping()) {
            var since = System.nanoTime();
            var unused = ports.take(0);
            try {
                var trainedHere = program.train(
                        variables.of(service, service.id, unused),
                        data.of("services"),
                        data.log(service.id + "-training"),
                        URI.create("http://127.0.0.1:" + unused),
                        probe);
                narrator.note("%-18s AOT cache trained in %.1f s, %s"
                        .formatted(
                                service.id,
                                Duration.ofNanos(System.nanoTime() - since).toMillis() / 1000.0,
                                trainedHere ? "once per build" : "by another stack"));
            } catch (IOException e) {
                narrator.note(service.id + " has no AOT cache and starts slower: its training " + e.getMessage());
            }
        }
        return program;
    }

    /// Does it for each service, as many at a time as there are processors.
    private static Map<Service, ServiceProgram> each(Preparation preparation) throws IOException, StartFailed {
        var programs = new EnumMap<Service, ServiceProgram>(Service.class);
        try (var threads = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
            var made = new EnumMap<Service, Future<ServiceProgram>>(Service.class);
            for (var service : Service.values()) {
                made.put(service, threads.submit(() -> preparation.prepare(service)));
            }
            for (var entry : made.entrySet()) {
                programs.put(entry.getKey(), result(entry.getKey(), entry.getValue()));
            }
        }
        return programs;
    }

    private static ServiceProgram result(Service service, Future<ServiceProgram> made) throws IOException, StartFailed {
        try {
            return made.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartFailed("interrupted while " + service.id + " was made ready");
        }
    }

    private List<Part> instances(
            Needed needed,
            Map<Service, ServiceProgram> programs,
            Map<Service, List<URI>> services,
            Variables variables) {
        var parts = new ArrayList<Part>();
        programs.forEach((service, program) -> {
            var uris = service.needed == needed ? services.getOrDefault(service, List.of()) : List.<URI>of();
            for (int instance = 0; instance < uris.size(); instance++) {
                var uri = uris.get(instance);
                var name = service.instance(instance);
                parts.add(new ServicePart(
                        name,
                        uri,
                        program,
                        variables.of(service, name, uri.getPort()),
                        data.of("services"),
                        data.log(name),
                        probe));
            }
        });
        return parts;
    }

    private static Map<String, DatabaseAddress> databasesByName(Map<Service, DatabaseAddress> databases) {
        var named = new LinkedHashMap<String, DatabaseAddress>();
        databases.forEach((service, address) -> named.put(service.id, address));
        return named;
    }

    private static Map<String, List<URI>> urisByName(Map<Service, List<URI>> services) {
        var named = new LinkedHashMap<String, List<URI>>();
        services.forEach((service, uris) -> named.put(service.id, uris));
        return named;
    }

    /// Whoever waits for what an order needs.
    public interface MainJob {
        void canBegin(StackAddresses addresses) throws IOException, StartFailed;
    }

    private interface Preparation {
        ServiceProgram prepare(Service service) throws IOException;
    }
}
