package io.yike.identity.secret;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SecretHashesTest {

    private final SecretHashes hashes = new SecretHashes();

    @Test
    void knowsItsOwnHashesOfBothKinds() {
        assertThat(hashes.matches("chosen", hashes.encode("chosen"))).isTrue();
        assertThat(hashes.matches("other", hashes.encode("chosen"))).isFalse();
        assertThat(hashes.matches("made", hashes.encodeMade("made"))).isTrue();
        assertThat(hashes.matches("other", hashes.encodeMade("made"))).isFalse();
    }

    @Test
    void tellsLongPasswordsApartThatBeginAlike() {
        var alike = "密".repeat(40);

        assertThat(hashes.matches(alike + "b", hashes.encode(alike + "a"))).isFalse();
    }

    @Test
    void givesNobodyAHashThatCostsAsMuchAsAnotherAndFitsNothing() {
        var kindAndCost = "{bcrypt-sha256}$2a$10$";
        var nobodys = hashes.ofNobody();

        assertThat(hashes.encode("somebody's")).startsWith(kindAndCost).hasSameSizeAs(nobodys);
        assertThat(nobodys).startsWith(kindAndCost);
        assertThat(hashes.matches("", nobodys)).isFalse();
        assertThat(hashes.matches("nobody", nobodys)).isFalse();
    }

    @Test
    void asksBcryptNothingForTheSecretThatItsEnvironmentHas() {
        // Of no use to bcrypt: whoever is let in was let in without it.
        var hash = "{bcrypt-sha256}none";

        hashes.rememberConfigured("configured", hash);

        assertThat(hashes.matches("configured", hash)).isTrue();
        assertThat(hashes.matches("guessed", hash)).isFalse();
        assertThat(hashes.matches("configured", "{bcrypt-sha256}another")).isFalse();
    }

    @Test
    void stillRefusesOtherSecretsForARememberedHash() {
        var hash = hashes.encode("configured");

        hashes.rememberConfigured("configured", hash);

        assertThat(hashes.matches("configured", hash)).isTrue();
        assertThat(hashes.matches("configured ", hash)).isFalse();
    }
}
