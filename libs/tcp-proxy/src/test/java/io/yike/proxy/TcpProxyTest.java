package io.yike.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.yike.proxy.TcpProxy.Direction;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TcpProxyTest {

    private static final int PATIENCE_MILLIS = 5_000;

    /// Says again what it hears.
    private ServerSocket server;

    private TcpProxy proxy;

    @BeforeEach
    void start() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(() -> echo(server));
        proxy = new TcpProxy("127.0.0.1", server.getLocalPort());
    }

    @AfterEach
    void stop() throws IOException {
        proxy.close();
        server.close();
    }

    @Test
    void passesEverythingAndTheEndToo() throws IOException {
        try (var client = connect()) {
            assertThat(say(client, "hello")).isEqualTo("hello");

            client.shutdownOutput();

            assertThat(client.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void comesLater() throws IOException {
        try (var client = connect()) {
            proxy.delay(Duration.ofMillis(120));
            var since = System.nanoTime();

            assertThat(say(client, "slow")).isEqualTo("slow");

            // Once on the way there, once on the way back.
            assertThat(Duration.ofNanos(System.nanoTime() - since)).isGreaterThanOrEqualTo(Duration.ofMillis(240));
        }
    }

    @Test
    void breaksConnectionsWhileItIsCutAndKeepsItsPort() throws IOException {
        var client = connect();
        say(client, "before");
        var port = proxy.port();

        proxy.cut();

        assertBroken(client);
        assertBroken(connect());
        proxy.open();
        assertThat(proxy.port()).isEqualTo(port);
        try (var after = connect()) {
            assertThat(say(after, "after")).isEqualTo("after");
        }
    }

    @Test
    void resetsWhatIsThereAndLetsNewOnesPass() throws IOException {
        var client = connect();
        say(client, "before");

        proxy.reset();

        assertBroken(client);
        try (var after = connect()) {
            assertThat(say(after, "after")).isEqualTo("after");
        }
    }

    @Test
    void closesOneHalfOnly() throws IOException {
        try (var client = connect()) {
            say(client, "before");

            proxy.halfClose();

            assertThat(client.getInputStream().read()).isEqualTo(-1);
            client.getOutputStream().write("still".getBytes(StandardCharsets.US_ASCII));
            proxy.open();
            assertBroken(client);
        }
    }

    @Test
    void holdsBackWithoutLoss() throws IOException {
        try (var client = connect()) {
            say(client, "before");
            proxy.hold();
            client.getOutputStream().write("held".getBytes(StandardCharsets.US_ASCII));
            client.setSoTimeout(200);
            assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);

            proxy.open();

            client.setSoTimeout(PATIENCE_MILLIS);
            assertThat(read(client, 4)).isEqualTo("held");
        }
    }

    @Test
    void breaksWhatHasLostBytesWhenItOpens() throws IOException {
        try (var client = connect()) {
            say(client, "before");
            proxy.swallow();
            client.getOutputStream().write("lost".getBytes(StandardCharsets.US_ASCII));
            client.setSoTimeout(200);
            assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);

            proxy.open();

            assertBroken(client);
        }
    }

    @Test
    void refusesForAServerThatIsAway() throws IOException {
        server.close();

        assertBroken(connect());
    }

    @Test
    void catchesOneAnswerBeforeItArrives() throws IOException {
        var caught = new AtomicInteger();
        var first = connect();
        var second = connect();
        say(first, "before");
        proxy.trap(Direction.TO_CLIENT, "done".getBytes(StandardCharsets.US_ASCII), caught::incrementAndGet);

        assertThat(say(second, "other")).isEqualTo("other");
        first.getOutputStream().write("is done now".getBytes(StandardCharsets.US_ASCII));

        assertBroken(first);
        assertThat(caught).hasValue(1);
        assertThat(say(second, "done")).isEqualTo("done");
        assertThat(proxy.disarm()).isFalse();
        second.close();
    }

    @Test
    void tellsThatATrapCaughtNothing() {
        proxy.trap(Direction.TO_SERVER, new byte[] {1, 2}, () -> {});

        assertThat(proxy.disarm()).isTrue();
        assertThat(proxy.disarm()).isFalse();
    }

    private Socket connect() throws IOException {
        var client = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
        client.setSoTimeout(PATIENCE_MILLIS);
        return client;
    }

    private static String say(Socket client, String text) throws IOException {
        client.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        return read(client, text.length());
    }

    private static String read(Socket client, int bytes) throws IOException {
        return new String(client.getInputStream().readNBytes(bytes), StandardCharsets.US_ASCII);
    }

    /// Sooner or later nothing can be sent or read any more.
    private static void assertBroken(Socket client) {
        await().untilAsserted(() -> assertThatThrownBy(() -> {
                    client.getOutputStream().write(1);
                    client.getInputStream().read();
                })
                .isInstanceOf(SocketException.class));
    }

    private static void echo(ServerSocket server) {
        while (!server.isClosed()) {
            try {
                var client = server.accept();
                Thread.ofVirtual().start(() -> echo(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private static void echo(Socket client) {
        try (client) {
            client.getInputStream().transferTo(client.getOutputStream());
        } catch (IOException ended) {
            System.getLogger(TcpProxyTest.class.getName()).log(System.Logger.Level.TRACE, "ended", ended);
        }
    }
}
