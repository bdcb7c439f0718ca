package io.yike.local.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScribeTest {

    private static final Instant NOW = Instant.parse("2026-11-23T04:00:00Z");
    private static final String ORDER = "01937f3c-6f4e-7a10-8f6b-0f0f3d1c2b03";

    @TempDir
    Path folder;

    @Test
    void writesDownWhatIsSentAndWhatBecomesOfIt() throws IOException {
        var file = folder.resolve("chaos").resolve("history.jsonl");
        try (var history = History.begin(file)) {
            var scribe = new Scribe(history, Clock.fixed(NOW, ZoneOffset.UTC));

            scribe.sent("platform", "POST", "/v1/orders", "key-0001").unanswered(new SocketException("reset"));
            scribe.sent("platform", "POST", "/v1/orders", "key-0001")
                    .answered(201, bytes("{\"orderId\":\"%s\",\"state\":\"placed\"}".formatted(ORDER)));
            scribe.sent("platform", "GET", "/v1/orders/" + ORDER + "/events?limit=200", null)
                    .answered(200, bytes("{\"items\":[{\"type\":\"order.placed\"},{\"type\":\"order.cancelled\"}]}"));

            assertThat(scribe.requests()).isEqualTo(3);
        }

        assertThat(read(file))
                .containsExactly(
                        new Entry.Sent(1, NOW, "platform", "POST", "/v1/orders", "key-0001"),
                        new Entry.Unanswered(1, NOW, "java.net.SocketException: reset"),
                        new Entry.Sent(2, NOW, "platform", "POST", "/v1/orders", "key-0001"),
                        new Entry.Answered(2, NOW, 201, ORDER, "f3cf152bf1089c2f"),
                        new Entry.Sent(3, NOW, "platform", "GET", "/v1/orders/" + ORDER + "/events?limit=200", null),
                        new Entry.Answered(3, NOW, 200, null, null),
                        new Entry.Ended(NOW, ORDER, "cancelled"));
    }

    @Test
    void promisesAnOrderThatCannotBeThereWhenTheAnswerIsCutOff() throws IOException {
        var file = folder.resolve("history.jsonl");
        try (var history = History.begin(file)) {
            new Scribe(history, Clock.fixed(NOW, ZoneOffset.UTC))
                    .sent("platform", "POST", "/v1/orders", "key-0001")
                    .answered(201, bytes("{\"orderId\":\"01937"));
        }

        assertThat(read(file).getLast())
                .isInstanceOfSatisfying(
                        Entry.Answered.class,
                        answered -> assertThat(answered.order()).startsWith("unreadable"));
    }

    private static List<Entry> read(Path file) throws IOException {
        var entries = new ArrayList<Entry>();
        History.read(file, entries::add);
        return entries;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
