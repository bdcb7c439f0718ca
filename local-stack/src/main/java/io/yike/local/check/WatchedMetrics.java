package io.yike.local.check;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The metrics that dashboards and alerts ask for, held against what running services offer: an alert on a metric that
/// was renamed never fires, and nobody notices.
public final class WatchedMetrics {

    /// What a Prometheus makes by itself.
    private static final Set<String> OF_PROMETHEUS = Set.of("up");

    private static final Pattern METRIC =
            Pattern.compile("\\b((?:yike|resilience4j|hikaricp|http_server|jvm|system|process)_[a-z0-9_]+|up(?=\\{))");
    private static final Pattern OFFERED = Pattern.compile("(?m)^([a-z0-9_]+)(?:\\{| )");
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(10);

    private WatchedMetrics() {}

    /// The metrics named in the files, without Prometheus's own.
    public static Set<String> named(List<Path> files) throws IOException {
        var named = new TreeSet<String>();
        for (var file : files) {
            METRIC.matcher(Files.readString(file))
                    .results()
                    .forEach(found -> named.add(Objects.requireNonNull(found.group(1))));
        }
        named.removeAll(OF_PROMETHEUS);
        return named;
    }

    /// Those of the named that no service offers.
    ///
    /// @param services base URLs
    public static Set<String> missing(Set<String> named, Collection<URI> services) throws IOException {
        var missing = new TreeSet<>(named);
        try (var http = HttpClient.newHttpClient()) {
            for (var service : services) {
                missing.removeAll(offered(http, service.resolve("/actuator/prometheus")));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while metrics were read", e);
        }
        return missing;
    }

    private static Set<String> offered(HttpClient http, URI address) throws IOException, InterruptedException {
        var answer =
                http.send(HttpRequest.newBuilder(address).timeout(ANSWER_WITHIN).build(), BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException(address + " answers " + answer.statusCode());
        }
        return OFFERED.matcher(answer.body())
                .results()
                .map(found -> Objects.requireNonNull(found.group(1)))
                .collect(Collectors.toSet());
    }
}
