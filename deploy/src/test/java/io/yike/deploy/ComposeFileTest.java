package io.yike.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `docker-compose.yml` against the compose specification's schema, and against the services it configures.
class ComposeFileTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{(YIKE_[A-Z0-9_]+)");

    private final Map<String, Object> compose = yaml(ROOT.resolve("docker-compose.yml"));
    private final Map<String, Object> services = mapAt(compose, "services");

    @Test
    void isValidByTheComposeSpecification() throws IOException {
        JsonMapper mapper = JsonMapper.shared();
        JsonNode schemaNode;
        try (InputStream in = ComposeFileTest.class.getResourceAsStream("/compose-spec.schema.json")) {
            schemaNode = mapper.readTree(Objects.requireNonNull(in));
        }
        Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2019_09)
                .getSchema(schemaNode);

        assertThat(schema.validate(mapper.valueToTree(compose))).isEmpty();
    }

    @TestFactory
    List<DynamicTest> setsOnlyVariablesThatTheServiceReads() {
        return ours().stream()
                .map(name -> DynamicTest.dynamicTest(
                        name,
                        () -> assertThat(readBy(name))
                                .as("variables that %s reads", name)
                                .containsAll(environment(name).keySet())))
                .toList();
    }

    @TestFactory
    List<DynamicTest> checksTheHealthAndBoundsTheMemoryOfEveryPart() {
        return services.keySet().stream()
                .map(name -> DynamicTest.dynamicTest(
                        name,
                        () -> assertThat(mapAt(services, name)).containsKeys("healthcheck", "mem_limit", "restart")))
                .toList();
    }

    @Test
    void holdsNoSecret() {
        List<String> fixed = new ArrayList<>();
        for (String part : services.keySet()) {
            environment(part).forEach((name, value) -> {
                if (name.matches(".*(PASSWORD|SECRET|_KEY|_PASS)$") && !value.matches("\\$\\{[A-Z0-9_]+:(\\?.*|-)}")) {
                    fixed.add(part + ": " + name);
                }
            });
        }

        assertThat(fixed).isEmpty();
    }

    @Test
    void namesEveryVariableItTakesInTheExample() throws IOException {
        String example = Files.readString(ROOT.resolve("deploy/compose.env.example"));
        Set<String> taken = placeholders(Files.readString(ROOT.resolve("docker-compose.yml")));

        assertThat(example.lines()
                        .filter(line -> line.startsWith("YIKE_"))
                        .map(line -> line.substring(0, line.indexOf('='))))
                .containsExactlyInAnyOrderElementsOf(taken);
    }

    @Test
    void keepsWhatMustOutliveAContainerInNamedVolumes() {
        Map<String, Object> volumes = mapAt(compose, "volumes");

        assertThat(volumes.keySet()).containsExactlyInAnyOrder("postgres", "redis", "rabbitmq", "objects");
    }

    @Test
    void mountsOnlyFilesThatExist() {
        List<String> files = services.keySet().stream()
                .flatMap(part -> ((List<?>) mapAt(services, part).getOrDefault("volumes", List.of())).stream())
                .map(volume -> String.valueOf(volume).split(":", 2)[0])
                .filter(source -> source.startsWith("./"))
                .toList();

        assertThat(files)
                .isNotEmpty()
                .allSatisfy(file -> assertThat(ROOT.resolve(file)).isRegularFile());
    }

    @Test
    void isScrapedWhole() {
        Map<String, Object> prometheus = yaml(ROOT.resolve("deploy/prometheus/prometheus.yaml"));

        assertThat(prometheus.toString()).contains(ours());
    }

    /// It shows its metrics to nobody without an operator's token.
    @Test
    void scrapesTheGatewayWithAToken() {
        Map<String, Object> prometheus = yaml(ROOT.resolve("deploy/prometheus/prometheus.yaml"));

        List<Map<String, Object>> jobs = ((List<?>) Objects.requireNonNull(prometheus.get("scrape_configs")))
                .stream()
                        .map(job -> asMap(Objects.requireNonNull(job)))
                        .filter(job -> String.valueOf(job.get("dns_sd_configs")).contains("gateway"))
                        .toList();

        assertThat(jobs).singleElement().satisfies(job -> assertThat(job).containsKey("oauth2"));
    }

    /// What has no container has no address, and is not scraped at all.
    @Test
    void missesAServiceOfWhichNothingIsLeft() throws IOException {
        String alerts = Files.readString(ROOT.resolve("deploy/prometheus/alerts.yaml"));

        assertThat(ours())
                .allSatisfy(service ->
                        assertThat(alerts).contains("absent(up{job=\"yike\", service=\"" + service + "\"})"));
    }

    /// While the image of PostgreSQL makes the databases, its server can be reached by its socket only.
    @Test
    void waitsUntilTheDatabasesAreMade() {
        assertThat(String.valueOf(mapAt(mapAt(services, "postgres"), "healthcheck")))
                .contains("pg_isready -h 127.0.0.1");
    }

    private List<String> ours() {
        return services.entrySet().stream()
                .filter(part -> asMap(part.getValue()).containsKey("build"))
                .map(Map.Entry::getKey)
                .toList();
    }

    private Map<String, String> environment(String service) {
        Object environment = mapAt(services, service).getOrDefault("environment", Map.of());
        return asMap(environment).entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> String.valueOf(entry.getValue())));
    }

    private static Set<String> readBy(String service) throws IOException {
        Set<String> read = new TreeSet<>(
                placeholders(Files.readString(ROOT.resolve(service).resolve("src/main/resources/application.yaml"))));
        if (!service.equals("gateway")) {
            read.addAll(
                    placeholders(Files.readString(ROOT.resolve("libs/service-kit/src/main/resources/yike-kit.yaml"))));
        }
        return read;
    }

    private static Set<String> placeholders(String text) {
        return PLACEHOLDER
                .matcher(text)
                .results()
                .map(match -> Objects.requireNonNull(match.group(1)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Map<String, Object> yaml(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return new Yaml(new SafeConstructor(new LoaderOptions())).load(in);
        } catch (IOException e) {
            throw new IllegalStateException("cannot read " + file, e);
        }
    }

    private static Map<String, Object> mapAt(Map<String, Object> map, String key) {
        return asMap(Objects.requireNonNull(map.get(key), key));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> asMap(Object value) {
        return (Map<String, Object>) value;
    }
}
