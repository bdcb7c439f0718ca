package io.yike.local.city;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.yike.local.ClientCredentials;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistryTest {

    private static final UUID SHOP = UUID.fromString("01937f3c-0000-7000-8000-000000000001");

    @TempDir
    Path folder;

    @Test
    void remembersAcrossRuns() {
        var registry = Registry.in(folder, 1);
        registry.remember("shop 1", SHOP);
        registry.remember("Lantern", new ClientCredentials("client-1", "secret-1"));
        registry.markDone("founded");
        registry.save();

        var again = Registry.in(folder, 1);

        assertThat(again.id("shop 1")).contains(SHOP);
        assertThat(again.client("Lantern")).isEqualTo(new ClientCredentials("client-1", "secret-1"));
        assertThat(again.done("founded")).isTrue();
    }

    @Test
    void keepsSecretsFromOthers() throws IOException {
        Registry.in(folder, 1).save();

        var permissions = Files.getPosixFilePermissions(folder.resolve("city.json"));

        assertThat(PosixFilePermissions.toString(permissions)).isEqualTo("rw-------");
    }

    @Test
    void refusesTheCityOfAnotherSeed() {
        Registry.in(folder, 1).save();

        assertThatThrownBy(() -> Registry.in(folder, 2)).hasMessageContaining("made from seed 1");
    }

    @Test
    void forgetsWhenTheDatabasesWereEmptied() {
        var registry = Registry.in(folder, 1);
        registry.remember("shop 1", SHOP);

        assertThat(registry.forgotten().id("shop 1")).isEmpty();
    }
}
