package io.yike.dispatch.proof.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ObjectKeyTest {

    @Test
    void hasSegments() {
        assertThat(new ObjectKey("deliveries/0193/a_b-c.png").text()).isEqualTo("deliveries/0193/a_b-c.png");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/etc/passwd", "../up", "a/../b", "a//b", "a/.", ".hidden", "a/", "a\\b", "a b", "ä"})
    void neverClimbsOutOfItsFolder(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> new ObjectKey(text));
    }
}
