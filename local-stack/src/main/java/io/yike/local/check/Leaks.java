package io.yike.local.check;

import io.yike.local.DatabaseAddress;
import io.yike.local.InvariantCheck;
import io.yike.local.StackAddresses;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Looks for what is personal or secret where it must not be: in every log, and in every event that a database still
/// has: what waits to be told, what came early, what could not be applied, and the timelines that were made of events.
/// What is personal is known from the tables where it belongs, what is secret from the stack.
public final class Leaks implements InvariantCheck {

    private static final int NOBODY_READS_WHAT_IS_NOT_THEIRS = 6;
    private static final int SHOWN = 20;

    /// Where personal texts belong.
    private static final Map<String, List<String>> PERSONAL = Map.of(
            "order-service",
            List.of(
                    "select recipient_phone from order_contact where recipient_phone is not null",
                    "select payer_phone from order_contact where payer_phone is not null",
                    "select address from order_contact where address is not null"),
            "dispatch-service",
            List.of("select phone from courier where phone is not null"),
            "recycling-service",
            List.of("select address from pickup where address is not null"));

    private static final Map<String, List<String>> CODES = Map.of(
            "recycling-service",
            List.of("select code from drop_off"),
            "order-service",
            List.of("select digits from pickup_code"),
            "dispatch-service",
            List.of("select bag_code from delivery", "select recipient_code from delivery"));

    /// Where events are, as they were told.
    private static final Map<String, String> EVERYWHERE = Map.of(
            "outbox_event", "select data || coalesce(last_error, '') from outbox_event",
            "parked_event", "select body || reason from parked_event",
            "dead_letter", "select body || error from dead_letter");

    private static final Map<String, Map<String, String>> MORE = Map.of(
            "order-service",
            Map.of(
                    "timeline_entry", "select entry::text from timeline_entry",
                    "routing_attempt", "select candidates::text from routing_attempt"),
            "dispatch-service",
            Map.of("delivery_change", "select to_jsonb(change)::text from delivery_change change"),
            "webhook-service",
            Map.of("published_event", "select data from published_event"));

    private final Map<String, DatabaseAddress> databases;
    private final Collection<String> secrets;
    private final Path logs;

    private Leaks(Map<String, DatabaseAddress> databases, Collection<String> secrets, Path logs) {
        this.databases = databases;
        this.secrets = List.copyOf(secrets);
        this.logs = logs;
    }

    /// A check of a running stack.
    ///
    /// @param providerKey what the payment provider asks its callers for
    /// @param logs the folder with the log of each part
    public static Leaks of(StackAddresses stack, String providerKey, Path logs) {
        List<String> secrets = new ArrayList<>(List.of(
                providerKey, stack.operator().clientSecret(), stack.platform().clientSecret()));
        Map<String, DatabaseAddress> databases = new LinkedHashMap<>();
        stack.databases().forEach((service, database) -> {
            databases.put(service, database);
            secrets.add(database.password());
        });
        return new Leaks(databases, secrets, logs);
    }

    static Leaks in(Map<String, DatabaseAddress> databases, Collection<String> secrets, Path logs) {
        return new Leaks(databases, secrets, logs);
    }

    @Override
    public List<Invariant> check() {
        try {
            Needles needles = needles();
            return List.of(
                    invariant(
                            "No log has a phone number, an address, a code, a secret or a token in it",
                            needles,
                            inLogs(needles)),
                    invariant(
                            "No event has a phone number, an address, a code, a secret or a token in it",
                            needles,
                            inEvents(needles)));
        } catch (SQLException | IOException e) {
            throw new IllegalStateException("logs and events cannot be searched: " + e.getMessage(), e);
        }
    }

    private static Invariant invariant(String statement, Needles needles, Set<String> violations) {
        return new Invariant(
                NOBODY_READS_WHAT_IS_NOT_THEIRS,
                Harm.CONTRADICTED,
                statement,
                needles.count(),
                violations.stream().limit(SHOWN).toList());
    }

    private Needles needles() throws SQLException {
        List<String> texts = new ArrayList<>(secrets);
        List<String> codes = new ArrayList<>();
        for (Map.Entry<String, DatabaseAddress> service : databases.entrySet()) {
            try (Database database = Database.open(service.getValue())) {
                for (String sql : PERSONAL.getOrDefault(service.getKey(), List.of())) {
                    texts.addAll(database.rows(sql, row -> row.text(1)));
                }
                for (String sql : CODES.getOrDefault(service.getKey(), List.of())) {
                    codes.addAll(database.rows(sql, row -> row.text(1)));
                }
            }
        }
        return new Needles(texts, codes);
    }

    private Set<String> inEvents(Needles needles) throws SQLException {
        Set<String> found = new TreeSet<>();
        for (Map.Entry<String, DatabaseAddress> service : databases.entrySet()) {
            Map<String, String> tables = new LinkedHashMap<>(EVERYWHERE);
            tables.putAll(MORE.getOrDefault(service.getKey(), Map.of()));
            try (Database database = Database.open(service.getValue())) {
                for (Map.Entry<String, String> table : tables.entrySet()) {
                    for (String text : database.rows(table.getValue(), row -> row.text(1))) {
                        needles.in(text)
                                .forEach(leak ->
                                        found.add(service.getKey() + " " + table.getKey() + " has " + masked(leak)));
                    }
                }
            }
        }
        return found;
    }

    /// Line by line, so that a log of any size is searched.
    private Set<String> inLogs(Needles needles) throws IOException {
        if (!Files.isDirectory(logs)) {
            return Set.of();
        }
        Set<String> found = new TreeSet<>();
        try (Stream<Path> files = Files.list(logs)) {
            for (Path file :
                    files.filter(name -> name.toString().endsWith(".log")).toList()) {
                try (BufferedReader lines =
                        new BufferedReader(new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8))) {
                    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                        needles.in(line).forEach(leak -> found.add(file.getFileName() + " has " + masked(leak)));
                    }
                }
            }
        }
        return found;
    }

    /// Enough to find it by; a report is a log as well.
    private static String masked(String leak) {
        if (leak.contains("token")) {
            return leak;
        }
        int shown = Math.min(4, leak.length() / 2);
        return "'" + leak.substring(0, shown) + "…' (" + leak.length() + " characters)";
    }
}
