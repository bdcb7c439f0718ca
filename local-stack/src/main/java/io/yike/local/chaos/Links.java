package io.yike.local.chaos;

import io.yike.local.stack.Wiring;
import io.yike.proxy.TcpProxy;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/// A proxy in each connection of the stack.
final class Links implements Wiring, AutoCloseable {

    /// Who the people of the city are to the gateways.
    static final String CLIENTS = "clients";

    private final Map<String, Link> links = new ConcurrentSkipListMap<>();

    /// One connection, in its direction.
    record Link(String from, String to, TcpProxy proxy) {}

    @Override
    public String between(String from, String to, String address) {
        var colon = address.lastIndexOf(':');
        var link = links.computeIfAbsent(
                from + " to " + to,
                _ -> new Link(
                        from,
                        to,
                        new TcpProxy(address.substring(0, colon), Integer.parseInt(address.substring(colon + 1)))));
        return "127.0.0.1:" + link.proxy().port();
    }

    /// The gateways as clients reach them.
    List<URI> doors(List<URI> gateways, List<String> names) {
        var doors = new ArrayList<URI>();
        for (int number = 0; number < gateways.size(); number++) {
            var uri = gateways.get(number);
            doors.add(URI.create("http://" + between(CLIENTS, names.get(number), uri.getHost() + ":" + uri.getPort())));
        }
        return List.copyOf(doors);
    }

    List<Link> all() {
        return List.copyOf(links.values());
    }

    List<Link> to(String part) {
        return links.values().stream().filter(link -> link.to().equals(part)).toList();
    }

    List<Link> between(String from, String to) {
        return links.values().stream()
                .filter(link -> link.from().equals(from) && link.to().equals(to))
                .toList();
    }

    /// Everything passes again.
    void mend() {
        links.values().forEach(link -> {
            link.proxy().disarm();
            link.proxy().open();
        });
    }

    @Override
    public void close() {
        links.values().forEach(link -> link.proxy().close());
    }
}
