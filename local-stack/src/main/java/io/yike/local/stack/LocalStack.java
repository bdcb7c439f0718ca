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
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Engines and services of one data folder, from the first to the last process.
public final class LocalStack {

    private static final String OPERATOR = "operator";
    private static final int POOL = 10;

    /// Of the services that start: more than there are processors take longer together than by turns.
    private static final int AT_ONCE = Math.max(2, Runtime.getRuntime().availableProcessors());

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
        return start(_ -> {}, () -> {});
    }

    /// Starts everything and waits until each part is ready; those that an order needs come first.
    ///
    /// @param firstQuestion is asked while the last of those starts, which quotes do without
    /// @param ready hears once it is answered and orders can be placed, before the other services are begun
    /// @throws StartFailed when a part is not; what runs by then goes on until [#stop()]
    public StackAddresses start(FirstQuestion firstQuestion, Runnable ready) throws IOException, StartFailed {
        data.create();
        var secrets = Secrets.in(data.of("secrets.properties"));
        var cache = checkout.resolve("local-stack").resolve("target").resolve("cache");

        var postgres = postgres(new Binaries(cache), secrets, ports.take(5432));
        var redis = new RedisEngine(
                new Binaries(cache), data.of("redis"), data.log("redis"), ports.take(6379), secrets.get("redis"));
        this.redis = redis;
        var own = OwnPrograms.find(cache);
        var broker = Broker.choose(
                environment, RabbitInstallation.find(), data, secrets, ports, flags(own, OwnPrograms::qpid));
        var payments = new PaymentProviderPart(
                data.of("payments"),
                data.log("payment-provider"),
                ports.take(8090),
                secrets.get("payment-provider"),
                probe,
                flags(own, OwnPrograms::paymentProvider));
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
        if (!"off".equals(environment.get("YIKE_AOT"))) {
            var trainings = trainings(unpacked, training);
            own.ifPresent(
                    programs -> trainings.addAll(new OwnTraining(programs, data, secrets, broker, ports, probe).all()));
            trainings.removeIf(each -> each.cache().isTrained());
            if (!trainings.isEmpty()) {
                healthy(engines);
                together(trainings, this::train);
            }
        }
        // Taken as late as can be: what is free before minutes of training may be somebody else's afterwards.
        var services = new EnumMap<Service, List<URI>>(Service.class);
        var gateways = addresses(Service.GATEWAY);
        services.put(Service.GATEWAY, gateways);
        for (var service : Service.withUris()) {
            services.put(service, addresses(service));
        }
        var variables = training.with(services, wiring);
        var toComeIn = instances(Needed.TO_COME_IN, unpacked, services, variables);
        var toQuote = instances(Needed.TO_QUOTE, unpacked, services, variables);
        var toDeliver = instances(Needed.TO_DELIVER, unpacked, services, variables);
        // The broker is the slowest of the engines: services connect to it when it is there, and ask for no payment
        // yet.
        var forOrders = supervisor.begin(
                Stream.of(toComeIn, toQuote, toDeliver).flatMap(List::stream).toList(), AT_ONCE);
        healthy(engines);
        healthy(forOrders, toComeIn);
        var operator = new ClientCredentials(OPERATOR, secrets.get(OPERATOR));
        var addresses = new StackAddresses(
                gateways,
                operator,
                new DemoPlatform(gateways.getFirst(), operator, data).admit(),
                databasesByName(databases),
                urisByName(services),
                URI.create(payments.address()),
                Folders.createPrivate(data.of("demo")));
        healthy(forOrders, toQuote);
        var answer = new FutureTask<>(() -> {
            firstQuestion.ask(addresses);
            return true;
        });
        Thread.ofVirtual().name("first-question").start(answer);
        healthy(forOrders);
        await(answer);
        ready.run();
        healthy(supervisor.begin(instances(Needed.BESIDES, unpacked, services, variables), AT_ONCE));
        return addresses;
    }

    /// Goes through what a start does and starts nothing, beside a stack of the same data that runs: a JVM that is
    /// trained by it knows its way.
    public void rehearse() throws IOException, StartFailed {
        var secrets = Secrets.in(data.of("secrets.properties"));
        var cache = checkout.resolve("local-stack").resolve("target").resolve("cache");
        for (var part : data.records().list()) {
            probe.ask(part.health());
            if (part.part().equals("postgresql")) {
                var port =
                        Integer.parseInt(part.address().substring(part.address().lastIndexOf(':') + 1));
                var postgres = postgres(new Binaries(cache), secrets, port);
                if (postgres.health() instanceof Health.Up) {
                    databases(postgres, secrets);
                }
            }
        }
        Broker.choose(environment, RabbitInstallation.find(), data, secrets, ports, List.of())
                .address()
                .health();
        unpacked(cache.resolve("services"));
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

    private PostgresEngine postgres(Binaries binaries, Secrets secrets, int port) {
        // Each instance's pool, the connections that listen, and room for those who look.
        var connections = 60 + instances * (Service.values().length - 1) * (POOL + 5);
        return new PostgresEngine(
                binaries, data.of("postgresql"), data.log("postgresql"), port, secrets.get("postgresql"), connections);
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
        var programs = Collections.synchronizedMap(new EnumMap<Service, ServiceProgram>(Service.class));
        together(
                List.of(Service.values()),
                service -> programs.put(
                        service, ServiceProgram.unpack(service, checkout, cache, data.log(service.id + "-training"))));
        return programs;
    }

    private List<Training> trainings(Map<Service, ServiceProgram> programs, Variables variables) {
        var trainings = new ArrayList<Training>();
        programs.forEach((service, program) -> trainings.add(new Training(service.id, program.cache(), () -> {
            var unused = ports.take(0);
            return program.train(
                    variables.of(service, service.id, unused),
                    data.of("services"),
                    data.log(service.id + "-training"),
                    URI.create("http://127.0.0.1:" + unused),
                    probe);
        })));
        return trainings;
    }

    private void train(Training training) throws IOException {
        if (supervisor.isStopping()) {
            return;
        }
        var since = System.nanoTime();
        try {
            var trainedHere = training.run().train();
            narrator.note("%-18s AOT cache trained in %.1f s, %s"
                    .formatted(
                            training.name(),
                            Duration.ofNanos(System.nanoTime() - since).toMillis() / 1000.0,
                            trainedHere ? "once per build" : "by another stack"));
        } catch (IOException e) {
            narrator.note(training.name() + " has no AOT cache and starts slower: its training " + e.getMessage());
        }
    }

    private static List<String> flags(Optional<OwnPrograms> own, Function<OwnPrograms, AotCache> which) {
        return own.map(which).map(AotCache::flags).orElse(List.of());
    }

    /// Does it for each of them, as many at a time as there are processors.
    private static <T> void together(List<T> all, Preparation<T> preparation) throws IOException, StartFailed {
        try (var threads = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
            var begun = new ArrayList<Future<?>>();
            for (var each : all) {
                begun.add(threads.submit(() -> {
                    preparation.prepare(each);
                    return true;
                }));
            }
            for (var each : begun) {
                await(each);
            }
        }
    }

    private static void await(Future<?> work) throws IOException, StartFailed {
        try {
            work.get();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case IOException failure -> throw failure;
                case StartFailed failure -> throw failure;
                case null, default -> throw new IllegalStateException(e.getCause());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartFailed("interrupted");
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

    /// What shows that the stack answers.
    public interface FirstQuestion {
        void ask(StackAddresses addresses) throws IOException, StartFailed;
    }

    private interface Preparation<T> {
        void prepare(T each) throws IOException;
    }
}
