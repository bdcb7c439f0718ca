package io.yike.webhook.subscribing.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRulesTest {

    private final AddressRules rules = new AddressRules(List.of());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "0.1.2.3",
                "10.0.0.1",
                "10.255.255.255",
                "100.64.0.1",
                "100.100.100.200",
                "100.127.255.255",
                "127.0.0.1",
                "127.255.255.254",
                "168.63.129.16",
                "169.254.169.254",
                "172.16.0.1",
                "172.31.255.255",
                "192.0.0.192",
                "192.0.2.1",
                "192.88.99.1",
                "192.168.1.1",
                "198.18.0.1",
                "198.19.255.255",
                "198.51.100.7",
                "203.0.113.9",
                "224.0.0.1",
                "239.255.255.255",
                "240.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "::7f00:1",
                "::ffff:127.0.0.1",
                "::ffff:10.0.0.1",
                "64:ff9b::7f00:1",
                "64:ff9b::a9fe:a9fe",
                "64:ff9b:1::1",
                "100::1",
                "2001::1",
                "2001:2::1",
                "2001:10::1",
                "2001:db8::1",
                "2002:7f00:1::1",
                "2620:4f:8000::1",
                "3fff::1",
                "5f00::1",
                "fc00::1",
                "fd00:ec2::254",
                "fe80::1",
                "fec0::1",
                "ff02::1"
            })
    void refuseWhatIsSomebodysInside(String address) {
        assertThat(rules.allow(InetAddress.ofLiteral(address))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "9.255.255.255",
                "11.0.0.0",
                "100.63.255.255",
                "100.128.0.0",
                "126.255.255.255",
                "128.0.0.1",
                "169.253.255.255",
                "172.15.255.255",
                "172.32.0.0",
                "192.167.255.255",
                "198.17.255.255",
                "198.20.0.0",
                "223.255.255.255",
                "2606:4700:4700::1111",
                "2001:4860:4860::8888",
                "2a00:1450::1",
                "64:ff9b::101:101",
                "::ffff:1.1.1.1"
            })
    void allowWhatAnybodyCouldCall(String address) {
        assertThat(rules.allow(InetAddress.ofLiteral(address))).isTrue();
    }

    /// Java makes an IPv4 address of these bytes only by `getByAddress` without a scope.
    @Test
    void judgeAMappedAddressThatStayedSixteenBytesByWhatItStandsFor() throws UnknownHostException {
        byte[] mapped = new byte[16];
        mapped[10] = (byte) 0xff;
        mapped[11] = (byte) 0xff;
        mapped[12] = 127;
        mapped[15] = 1;
        InetAddress scoped = java.net.Inet6Address.getByAddress("rebind.example", mapped, 0);

        assertThat(scoped.getAddress()).hasSize(16);
        assertThat(rules.allow(scoped)).isFalse();
    }

    @Test
    void allowWhatTheConfigurationNames() {
        AddressRules local = new AddressRules(List.of("127.0.0.0/8", "fd00:1::/32", "10.1.2.3/32"));

        assertThat(local.allow(InetAddress.ofLiteral("127.0.0.1"))).isTrue();
        assertThat(local.allow(InetAddress.ofLiteral("fd00:1::5"))).isTrue();
        assertThat(local.allow(InetAddress.ofLiteral("10.1.2.3"))).isTrue();
        assertThat(local.allow(InetAddress.ofLiteral("10.1.2.4"))).isFalse();
        assertThat(local.allow(InetAddress.ofLiteral("::1"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.0.0.1/33", "localhost/8", "10.0.0.0/-1", "::/129", "10.0.0.0/x"})
    void refuseAConfigurationThatNamesNoNetwork(String network) {
        assertThatThrownBy(() -> new AddressRules(List.of(network))).isInstanceOf(IllegalArgumentException.class);
    }
}
