package io.yike.benchmarks.telemetry;

import com.rabbitmq.client.Channel;
import io.yike.benchmarks.Benchmarks;
import io.yike.benchmarks.telemetry.Fleet.Message;
import io.yike.benchmarks.telemetry.Fleet.Row;
import io.yike.local.engine.Folders;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/// `ingestion`: readings a second from a fleet bridge's broker to the rows, beside a COPY of the same rows;
/// and a burst in the middle of which the service is killed.
@Command(
        name = "ingestion",
        description =
                "Readings a second through recycling-service, from the broker to the rows, beside a batched COPY of"
                        + " the same rows; then a burst of ten times what the devices say in a minute, in which the service is"
                        + " killed.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class IngestionBench implements Callable<Integer> {

    private static final String EXCHANGE = "yike.events.telemetry";
    private static final String SECRET = "device secret of this benchmark";
    private static final int BURST = 10;
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    @Option(names = "--devices", description = "How many points report (default: ${DEFAULT-VALUE}).")
    private int devices = 2000;

    @Option(names = "--readings", description = "How many readings a round has (default: ${DEFAULT-VALUE}).")
    private int readings = 120_000;

    @Option(
            names = "--in-each",
            split = ",",
            description = "Readings in a message, a round for each (default: ${DEFAULT-VALUE}).")
    private List<Integer> inEach = List.of(1, 10, 60);

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @Override
    public Integer call() throws IOException, InterruptedException, SQLException, TimeoutException {
        check("--devices", devices, 100_000);
        check("--readings", readings, 5_000_000);
        for (int one : inEach) {
            check("--in-each", one, 5000);
        }
        PrintWriter out = spec.commandLine().getOut();
        Path folder = Files.createTempDirectory("yike-ingestion");
        try (Platform platform = new Platform(folder, SECRET);
                Connection connection = DriverManager.getConnection(
                        platform.database().jdbcUrl(),
                        platform.database().user(),
                        platform.database().password());
                var bridge = Publishing.connect(platform.bridge(), "fleet-bridge");
                Channel channel = bridge.createChannel()) {
            channel.confirmSelect();
            Fleet fleet = new Fleet(devices, SECRET);
            Readings rows = new Readings(connection);
            rows.register(fleet.devices());
            out.printf("%s, %,d devices, %,d readings a round%n", platform.brokerName(), devices, readings);
            measure(fleet, rows, channel, Math.min(readings, 30_000), 10);
            out.println("| readings in a message | messages/s | broker alone, messages/s | readings/s | COPY, rows/s"
                    + " | of COPY |");
            out.println("|---|---|---|---|---|---|");
            for (int one : inEach) {
                Round round = measure(fleet, rows, channel, readings, one);
                double relayed = BrokerAlone.relay(platform.services(), fleet.messages(readings, one, Instant.now()));
                out.printf(
                        Locale.ROOT,
                        "| %d | %,.0f | %,.0f | %,.0f | %,.0f | %.2f |%n",
                        one,
                        (double) round.rows / one / round.seconds,
                        (double) round.rows / one / relayed,
                        round.rows / round.seconds,
                        round.rows / round.copySeconds,
                        round.copySeconds / round.seconds);
                out.flush();
            }
            burst(platform, fleet, rows, channel, out);
            return Benchmarks.OK;
        } finally {
            Folders.delete(folder);
        }
    }

    private void check(String option, int value, int most) {
        if (value < 1 || value > most) {
            throw new ParameterException(
                    spec.commandLine(), option + " must be between 1 and " + most + ", not " + value);
        }
    }

    private record Round(int rows, double seconds, double copySeconds) {}

    /// Half of the copying before and half after, for the machine may become slower.
    private Round measure(Fleet fleet, Readings rows, Channel channel, int number, int each)
            throws IOException, InterruptedException, SQLException, TimeoutException {
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        List<Message> messages = fleet.messages(number, each, now);
        List<Row> all =
                messages.stream().flatMap(message -> message.rows().stream()).toList();
        rows.clear();
        double copying = rows.copy(all.subList(0, all.size() / 2));
        long begun = System.nanoTime();
        publish(messages, now, channel);
        await(rows, all.size());
        double seconds = (System.nanoTime() - begun) / 1e9;
        copying += rows.copy(all.subList(all.size() / 2, all.size()));
        refuseDifferences(rows);
        return new Round(all.size(), seconds, copying);
    }

    /// What all devices say in ten minutes comes at once, some of it twice, and the service dies in the
    /// middle.
    private void burst(Platform platform, Fleet fleet, Readings rows, Channel channel, PrintWriter out)
            throws IOException, InterruptedException, SQLException, TimeoutException {
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        List<Message> messages = fleet.messages(devices * BURST, 1, now);
        List<Row> all =
                messages.stream().flatMap(message -> message.rows().stream()).toList();
        rows.clear();
        double copying = rows.copy(all);
        long begun = System.nanoTime();
        publish(messages.subList(0, messages.size() / 2), now, channel);
        platform.killService();
        publish(messages.subList(messages.size() / 2 - devices, messages.size()), now, channel);
        long confirmed = System.nanoTime();
        platform.startService();
        await(rows, all.size());
        refuseDifferences(rows);
        out.printf(
                Locale.ROOT,
                "a burst of %,d messages, %,d of them twice, taken by the broker in %.1f s; the service was killed in it,"
                        + " started again, and had all of them %.1f s after the first: %,d rows, none lost, none twice"
                        + " (COPY: %.1f s)%n",
                messages.size(),
                devices,
                (confirmed - begun) / 1e9,
                (System.nanoTime() - begun) / 1e9,
                rows.kept(),
                copying);
    }

    private static void refuseDifferences(Readings rows) throws SQLException {
        long differences = rows.differences();
        if (differences > 0) {
            throw new IllegalStateException(differences + " rows differ from what was sent");
        }
    }

    private static void publish(List<Message> messages, Instant receivedAt, Channel channel)
            throws IOException, InterruptedException, TimeoutException {
        Publishing.all(messages, EXCHANGE, "readings", receivedAt, channel);
    }

    private static void await(Readings rows, long number) throws SQLException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (rows.kept() < number) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("only " + rows.kept() + " of " + number + " readings are kept");
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(250));
        }
    }
}
