package io.yike.gateway.request;

import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import io.yike.gateway.GatewayProperties;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;

/// Where a request comes from: as the connection says, or, where a proxy that is trusted opened it, as that proxy says.
@Component
public class Origins {

    private static final String HOPS = "X-Forwarded-For";
    private static final String SCHEME = "X-Forwarded-Proto";

    private final List<IpSubnetFilterRule> trusted;

    Origins(GatewayProperties properties) {
        this.trusted = properties.trustedProxies().stream()
                .filter(network -> !network.isBlank())
                .map(network -> new IpSubnetFilterRule(network.strip(), IpFilterRuleType.ACCEPT))
                .toList();
    }

    /// Address of the client: of those whom the request has passed, the last that is no proxy of ours.
    public String address(ServerHttpRequest request) {
        InetAddress address = connection(request);
        if (address == null) {
            return "unknown";
        }
        List<String> hops = listed(request, HOPS);
        for (int hop = hops.size() - 1; hop >= 0 && isTrusted(address); hop--) {
            Optional<InetAddress> before = literal(hops.get(hop));
            if (before.isEmpty()) {
                break;
            }
            address = before.get();
        }
        return address.getHostAddress();
    }

    /// `http` or `https`, as the client speaks it.
    String scheme(ServerHttpRequest request) {
        InetAddress address = connection(request);
        List<String> said = address != null && isTrusted(address) ? listed(request, SCHEME) : List.of();
        if (!said.isEmpty() && List.of("http", "https").contains(said.getLast())) {
            return said.getLast();
        }
        String scheme = request.getURI().getScheme();
        return scheme == null ? "http" : scheme;
    }

    private boolean isTrusted(InetAddress address) {
        InetSocketAddress peer = new InetSocketAddress(address, 0);
        return trusted.stream().anyMatch(network -> network.matches(peer));
    }

    private static @Nullable InetAddress connection(ServerHttpRequest request) {
        InetSocketAddress remote = request.getRemoteAddress();
        return remote == null ? null : remote.getAddress();
    }

    private static List<String> listed(ServerHttpRequest request, String header) {
        return request.getHeaders().getOrEmpty(header).stream()
                .flatMap(value -> Arrays.stream(value.split(",", -1)))
                .map(String::strip)
                .toList();
    }

    /// Never looked up: it is whatever somebody wrote.
    private static Optional<InetAddress> literal(String text) {
        try {
            return Optional.of(InetAddress.ofLiteral(text));
        } catch (IllegalArgumentException none) {
            return Optional.empty();
        }
    }
}
