package io.yike.local.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NeedlesTest {

    private final Needles needles =
            new Needles(List.of("+8613800000000", "88 Ninghai Road, room 502", "十字路口便利店旁的小区三号楼"), List.of("480215"));

    @Test
    void findsTextsWhereverTheyStand() {
        assertThat(needles.in("+8613800000000")).containsExactly("+8613800000000");
        assertThat(needles.in("{\"to\":\"88 Ninghai Road, room 502\"}")).containsExactly("88 Ninghai Road, room 502");
        assertThat(needles.in("送到十字路口便利店旁的小区三号楼。")).containsExactly("十字路口便利店旁的小区三号楼");
        assertThat(needles.in("call +8613800000001 or +861380000000")).isEmpty();
        assertThat(needles.in("")).isEmpty();
    }

    @Test
    void findsACodeOnlyWhereItStandsAlone() {
        assertThat(needles.in("code 480215 entered")).containsExactly("480215");
        assertThat(needles.in("\"code\":\"480215\"")).containsExactly("480215");
        assertThat(needles.in("at 10:00:00.480215Z")).isEmpty();
        assertThat(needles.in("01937f3c-6f4e-7a10-8f6b-480215480215")).isEmpty();
        assertThat(needles.in("1480215")).isEmpty();
    }

    @Test
    void findsEveryAccessToken() {
        assertThat(needles.in("Bearer eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJub2JvZHkifQ.c2ln"))
                .containsExactly("an access token");
    }

    @Test
    void isQuickHoweverManyThereAre() {
        Needles many = new Needles(
                IntStream.range(0, 20_000)
                        .mapToObj(i -> "Street " + i + ", room 1")
                        .toList(),
                List.of());
        String text = "Nothing to be found in this line of a log, which is neither short nor long. ".repeat(100_000);

        long begin = System.nanoTime();
        assertThat(many.in(text)).isEmpty();

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));
    }
}
