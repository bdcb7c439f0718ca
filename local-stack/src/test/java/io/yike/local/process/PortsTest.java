package io.yike.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class PortsTest {

    @Test
    void replacesABusyPortByAFreeOne() throws Exception {
        try (var busy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var given = new Ports().take(busy.getLocalPort());

            assertThat(given).isNotEqualTo(busy.getLocalPort());
            assertThat(Ports.isFree(given)).isTrue();
        }
    }

    @Test
    void givesNoPortTwice() throws Exception {
        var ports = new Ports();
        var first = ports.take(0);

        assertThat(ports.take(first)).isNotEqualTo(first);
    }

    @Test
    void givesAPortOneCanAskForWhenNoneIsPreferred() throws Exception {
        var ports = new Ports();

        assertThat(ports.take(0)).isPositive().isNotEqualTo(ports.take(0));
    }
}
