package io.yike.kit.production;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.ResolvableType;
import org.springframework.core.env.Environment;

/// Looks at `yike.secrets`, which names by its variable each secret that a service cannot do without, before
/// anything else starts, and at `yike.secrets-if`, which names those that it needs only where a property has a
/// certain value. In the profile `production` (`YIKE_PROFILE`) each must be set, long enough, and no default or
/// example of anybody's. In the profile `local` nothing is asked; any other profile is a mistake.
public final class ProductionSecrets implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    private static final int LEAST_LENGTH = 20;
    private static final int LEAST_DIFFERENT_CHARACTERS = 8;
    private static final Set<String> WELL_KNOWN = Set.of(
            "guest",
            "postgres",
            "password",
            "secret",
            "changeme",
            "change-me",
            "change_me",
            "example",
            "default",
            "minioadmin");

    private static final Bindable<Map<String, Map<String, String>>> SECRETS_BY_CONDITION =
            Bindable.of(ResolvableType.forClassWithGenerics(
                    Map.class,
                    ResolvableType.forClass(String.class),
                    ResolvableType.forClassWithGenerics(Map.class, String.class, String.class)));

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        check(context.getEnvironment());
    }

    static void check(Environment environment) {
        String profile = environment.getProperty("yike.profile", "local");
        switch (profile) {
            case "local" -> {
                // The secrets of the local stack are its own.
            }
            case "production" -> refuseWeak(environment);
            default -> throw new IllegalStateException("YIKE_PROFILE is local or production, not " + profile);
        }
    }

    private static void refuseWeak(Environment environment) {
        Map<String, String> secrets = new TreeMap<>(Binder.get(environment)
                .bind("yike.secrets", Bindable.mapOf(String.class, String.class))
                .orElse(Map.of()));
        Binder.get(environment)
                .bind("yike.secrets-if", SECRETS_BY_CONDITION)
                .orElse(Map.of())
                .forEach((condition, needed) -> {
                    if (holds(condition, environment)) {
                        secrets.putAll(needed);
                    }
                });
        List<String> faults = new ArrayList<>();
        secrets.forEach((name, value) -> fault(value).ifPresent(fault -> faults.add(name + " " + fault)));
        if (!faults.isEmpty()) {
            throw new WeakSecrets(faults);
        }
    }

    /// `property=value`.
    private static boolean holds(String condition, Environment environment) {
        String[] sides = condition.split("=", 2);
        return sides.length == 2 && sides[1].equals(environment.getProperty(sides[0]));
    }

    private static Optional<String> fault(String secret) {
        if (secret.isBlank()) {
            return Optional.of("is not set");
        }
        String lower = secret.toLowerCase(Locale.ROOT);
        if (WELL_KNOWN.stream().anyMatch(lower::contains)) {
            return Optional.of("is a default or an example");
        }
        if (secret.length() < LEAST_LENGTH) {
            return Optional.of("is shorter than " + LEAST_LENGTH + " characters");
        }
        return secret.chars().distinct().count() < LEAST_DIFFERENT_CHARACTERS
                ? Optional.of("repeats too few characters")
                : Optional.empty();
    }
}
