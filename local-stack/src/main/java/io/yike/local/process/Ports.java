package io.yike.local.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Set;

/// Gives each part a port: the one it would like, or a free one when that is taken.
public final class Ports {

    private final Set<Integer> given = new HashSet<>();

    /// The preferred port if nothing listens on it and nobody was given it, else any free one.
    ///
    /// @param preferred 0 for whichever
    public synchronized int take(int preferred) throws IOException {
        if (preferred != 0 && !given.contains(preferred) && isFree(preferred)) {
            given.add(preferred);
            return preferred;
        }
        while (true) {
            try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                if (given.add(socket.getLocalPort())) {
                    return socket.getLocalPort();
                }
            }
        }
    }

    /// Whether a server could listen on it, on the loopback interface and on all.
    public static boolean isFree(int port) {
        return canBind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                && canBind(new InetSocketAddress(port));
    }

    private static boolean canBind(InetSocketAddress address) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(address);
            return true;
        } catch (IOException taken) {
            return false;
        }
    }
}
