package io.yike.webhook.subscribing.domain;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Which addresses may be called: those that anybody on the internet could call as well. Everything else is somebody's
/// inside, first of all ours.
///
/// The networks are those of IANA's special-purpose address registries (RFC 6890) that are not globally reachable,
/// multicast, and one cloud's address of its own services. An IPv6 address must be a global unicast one (2000::/3);
/// one that stands for an IPv4 address is judged by that.
public final class AddressRules {

    private static final List<Network> FORBIDDEN = Stream.of(
                    "0.0.0.0/8", // this network
                    "10.0.0.0/8",
                    "100.64.0.0/10", // behind carrier-grade NAT
                    "127.0.0.0/8",
                    "168.63.129.16/32", // Azure's platform services
                    "169.254.0.0/16", // link-local, and most clouds' metadata
                    "172.16.0.0/12",
                    "192.0.0.0/24",
                    "192.0.2.0/24",
                    "192.31.196.0/24",
                    "192.52.193.0/24",
                    "192.88.99.0/24", // 6to4 relays
                    "192.168.0.0/16",
                    "192.175.48.0/24",
                    "198.18.0.0/15",
                    "198.51.100.0/24",
                    "203.0.113.0/24",
                    "224.0.0.0/4", // multicast
                    "240.0.0.0/4", // reserved, and broadcast
                    "2001::/23", // protocol assignments: Teredo, ORCHID, …
                    "2001:db8::/32",
                    "2002::/16", // 6to4
                    "2620:4f:8000::/48",
                    "3fff::/20")
            .map(Network::parse)
            .toList();

    private static final Network GLOBAL_UNICAST = Network.parse("2000::/3");

    /// The last 32 bits are an IPv4 address: mapped, translated (NAT64).
    private static final List<Network> STANDING_FOR_IPV4 =
            Stream.of("::ffff:0:0/96", "64:ff9b::/96").map(Network::parse).toList();

    private final List<Network> allowed;

    /// Rules with exceptions.
    ///
    /// @param allowedNetworks that may be called nevertheless, `127.0.0.0/8`
    /// @throws IllegalArgumentException if one is no network
    public AddressRules(List<String> allowedNetworks) {
        this.allowed = allowedNetworks.stream().map(Network::parse).toList();
    }

    public boolean allow(InetAddress address) {
        return allow(address.getAddress());
    }

    private boolean allow(byte[] address) {
        if (allowed.stream().anyMatch(network -> network.contains(address))) {
            return true;
        }
        if (address.length == 4) {
            return FORBIDDEN.stream().noneMatch(network -> network.contains(address));
        }
        if (STANDING_FOR_IPV4.stream().anyMatch(network -> network.contains(address))) {
            return allow(Arrays.copyOfRange(address, 12, 16));
        }
        return GLOBAL_UNICAST.contains(address) && FORBIDDEN.stream().noneMatch(network -> network.contains(address));
    }

    /// Whether this machine itself may be called, which tests and the local stack do.
    boolean allowThisMachine() {
        return allow(new byte[] {127, 0, 0, 1});
    }

    /// An address and how many of its bits count.
    @SuppressWarnings("ArrayRecordComponent") // Compared by content below.
    private record Network(byte[] address, int bits) {

        static Network parse(String text) {
            int slash = text.indexOf('/');
            if (slash < 0) {
                throw new IllegalArgumentException(text + " is no network: an address, a slash and a number of bits");
            }
            byte[] address = bytes(text.substring(0, slash));
            int bits = Integer.parseInt(text.substring(slash + 1));
            if (bits < 0 || bits > address.length * 8) {
                throw new IllegalArgumentException(text + " has no such number of bits");
            }
            return new Network(address, bits);
        }

        boolean contains(byte[] other) {
            if (other.length != address.length) {
                return false;
            }
            int whole = bits / 8;
            int rest = bits % 8;
            return Arrays.equals(address, 0, whole, other, 0, whole)
                    && (rest == 0 || (address[whole] & 0xff) >> (8 - rest) == (other[whole] & 0xff) >> (8 - rest));
        }

        /// Java makes an IPv4 address of a mapped one; here it stays what was written.
        private static byte[] bytes(String literal) {
            InetAddress address = InetAddress.ofLiteral(literal);
            if (literal.contains(":") && address instanceof Inet4Address) {
                byte[] mapped = new byte[16];
                mapped[10] = (byte) 0xff;
                mapped[11] = (byte) 0xff;
                System.arraycopy(address.getAddress(), 0, mapped, 12, 4);
                return mapped;
            }
            return address.getAddress();
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Network network && bits == network.bits && Arrays.equals(address, network.address);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(address) * 31 + bits;
        }

        @Override
        public String toString() {
            return Arrays.toString(address) + "/" + bits;
        }
    }
}
