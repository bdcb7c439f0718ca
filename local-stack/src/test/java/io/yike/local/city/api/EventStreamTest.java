package io.yike.local.city.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

class EventStreamTest {

    private final EventStream stream = new EventStream();
    private final ArrayList<String> heard = new ArrayList<>();

    @Test
    void handsOverEachMessageAndRemembersTheLast() throws IOException {
        boolean goOn = stream.read(
                bytes(": hello\n\nid: 1\nevent: a\ndata: one\n\nid:2\ndata:two\ndata: lines\n\n"), heard::add);

        assertThat(goOn).isTrue();
        assertThat(heard).containsExactly("one", "two\nlines");
        assertThat(stream.lastId()).contains("2");
    }

    @Test
    void dropsAMessageThatWasCutOff() throws IOException {
        stream.read(bytes("id: 1\ndata: one\n\nid: 2\ndata: tw"), heard::add);

        assertThat(heard).containsExactly("one");
        assertThat(stream.lastId()).contains("1");
    }

    @Test
    void stopsWhenTheMessageSaysSo() throws IOException {
        boolean goOn = stream.read(bytes("data: one\n\ndata: two\n\n"), message -> !heard.add(message));

        assertThat(goOn).isFalse();
        assertThat(heard).containsExactly("one");
    }

    private static ByteArrayInputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
}
