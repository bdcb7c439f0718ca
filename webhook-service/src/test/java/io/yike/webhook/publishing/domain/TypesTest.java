package io.yike.webhook.publishing.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TypesTest {

    @Test
    void matchByNameByFamilyOrAll() {
        assertThat(new Types(List.of("order.ready.v1")).match("order.ready.v1")).isTrue();
        assertThat(new Types(List.of("order.ready.v1")).match("order.ready.v2")).isFalse();
        assertThat(new Types(List.of("store.*", "order.*")).match("order.ready.v2"))
                .isTrue();
        assertThat(new Types(List.of("order.*")).match("orderly.ready.v1")).isFalse();
        assertThat(Types.ALL.match("delivery.created.v1")).isTrue();
    }

    @Test
    void nameTheFirstThatChoosesNothingThereIs() {
        assertThat(new Types(List.of("order.*", "order.lost.v1", "fridge.*")).findUnknown())
                .contains(1);
        assertThat(new Types(List.of("fridge.*")).findUnknown()).contains(0);
        assertThat(new Types(List.of("order.*", "*")).findUnknown()).isEmpty();
    }
}
