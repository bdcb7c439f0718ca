package io.yike.kit.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Stands between a service and one of its engines, so that a test can take the engine away and give it back.
public final class TcpProxy implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(TcpProxy.class);

    private final InetSocketAddress target;
    private final int port = Engines.freePort();
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private @Nullable ServerSocket server;
    private volatile boolean swallowing;

    public TcpProxy(String host, int port) {
        this.target = new InetSocketAddress(host, port);
    }

    public int port() {
        return port;
    }

    /// Lets connections through.
    public synchronized void open() {
        swallowing = false;
        if (server != null) {
            return;
        }
        try {
            ServerSocket listening = new ServerSocket();
            listening.setReuseAddress(true);
            listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            server = listening;
            Thread.ofVirtual().name("tcp-proxy").start(() -> accept(listening));
        } catch (IOException taken) {
            throw new UncheckedIOException(taken);
        }
    }

    /// Breaks every connection and refuses new ones, as an engine that died.
    public synchronized void cut() {
        close(server);
        server = null;
        sockets.forEach(TcpProxy::close);
        sockets.clear();
    }

    /// Takes everything and passes nothing on, as an engine behind a broken network. [#open] ends it for what comes
    /// then;
    /// what was swallowed is lost with its connections.
    public synchronized void swallow() {
        swallowing = true;
    }

    @Override
    public void close() {
        cut();
    }

    private void accept(ServerSocket listening) {
        while (!listening.isClosed()) {
            try {
                Socket client = listening.accept();
                Socket engine = new Socket();
                engine.connect(target, 2000);
                sockets.add(client);
                sockets.add(engine);
                Thread.ofVirtual().start(() -> pump(client, engine));
                Thread.ofVirtual().start(() -> pump(engine, client));
            } catch (IOException ended) {
                log.debug("The proxy stopped listening", ended);
            }
        }
    }

    private void pump(Socket from, Socket to) {
        byte[] buffer = new byte[8192];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            int bytes = in.read(buffer);
            while (bytes >= 0) {
                if (!swallowing) {
                    out.write(buffer, 0, bytes);
                }
                bytes = in.read(buffer);
            }
        } catch (IOException ended) {
            log.debug("A connection through the proxy ended", ended);
        }
    }

    private static void close(@Nullable AutoCloseable resource) {
        if (resource != null) {
            try {
                resource.close();
            } catch (Exception ended) {
                log.debug("It was closed already", ended);
            }
        }
    }
}
