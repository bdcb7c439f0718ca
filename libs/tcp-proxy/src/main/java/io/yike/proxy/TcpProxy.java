package io.yike.proxy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Stands between a program and a server, on a port of its own that it keeps until it is closed.
///
/// It begins whole. What breaks it lasts until [#open()].
public final class TcpProxy implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(TcpProxy.class.getName());

    private static final int CONNECT_MILLIS = 2_000;
    private static final int BUFFER_BYTES = 16 << 10;
    private static final int STACK_BYTES = 128 << 10;

    /// Which way bytes go.
    public enum Direction {
        TO_SERVER,
        TO_CLIENT
    }

    private enum Passage {
        FREE,
        /// Nothing passes, and nothing is lost: it waits.
        HELD,
        /// What comes is thrown away.
        SWALLOWED,
        /// No connection lasts.
        CUT
    }

    private final InetSocketAddress target;
    private final ServerSocket listening;
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    private final AtomicReference<@Nullable Trap> trap = new AtomicReference<>();

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private volatile Passage passage = Passage.FREE;
    private volatile Duration delay = Duration.ZERO;

    public TcpProxy(String host, int port) {
        this.target = new InetSocketAddress(host, port);
        try {
            this.listening = new ServerSocket(0, 128, InetAddress.getLoopbackAddress());
        } catch (IOException noPort) {
            throw new UncheckedIOException(noPort);
        }
        Thread.ofVirtual().name("tcp-proxy-" + port).start(this::accept);
    }

    public int port() {
        return listening.getLocalPort();
    }

    /// Lets everything through again: what was held goes on, what had lost bytes or one of its ends is broken.
    public void open() {
        connections.stream().filter(Connection::isDamaged).forEach(Connection::reset);
        delay = Duration.ZERO;
        pass(Passage.FREE);
    }

    /// Breaks every connection, and those that come, as a server that died.
    public void cut() {
        pass(Passage.CUT);
        reset();
    }

    /// Takes everything and passes nothing on; it is lost, and its connections break when the proxy opens.
    public void swallow() {
        connections.forEach(Connection::damage);
        pass(Passage.SWALLOWED);
    }

    /// A black hole: nothing passes while it lasts, neither bytes nor the end of a connection; nothing is lost.
    public void hold() {
        pass(Passage.HELD);
    }

    /// Everything comes later by that much.
    public void delay(Duration time) {
        delay = time;
        pass(Passage.FREE);
    }

    /// Breaks every connection with a reset, so that neither end is told properly; new ones pass.
    public void reset() {
        connections.forEach(Connection::reset);
    }

    /// Closes one half of every connection: the client reads an end, and may still send.
    public void halfClose() {
        connections.forEach(Connection::closeHalf);
    }

    /// Waits for these bytes. When they come the connection breaks, they are not passed on, and nobody else is caught.
    ///
    /// A trap replaces the one before.
    ///
    /// @param sprung called before anything else happens to the connection
    public void trap(Direction direction, byte[] bytes, Runnable sprung) {
        trap.set(new Trap(direction, bytes, sprung));
    }

    /// Takes the trap away.
    ///
    /// @return whether it was still set, so that it has caught nothing
    public boolean disarm() {
        return trap.getAndSet(null) != null;
    }

    @Override
    public void close() {
        try {
            listening.close();
        } catch (IOException ended) {
            LOG.log(Level.DEBUG, "The proxy was closed already", ended);
        }
        cut();
    }

    private void pass(Passage next) {
        lock.lock();
        try {
            passage = next;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                var client = listening.accept();
                Thread.ofVirtual().name("tcp-proxy-connect").start(() -> connect(client));
            } catch (IOException ended) {
                LOG.log(Level.DEBUG, "The proxy takes no connection", ended);
            }
        }
    }

    private void connect(Socket client) {
        var server = new Socket();
        var connection = new Connection(client, server);
        if (passage == Passage.CUT) {
            connection.reset();
            return;
        }
        try {
            server.connect(target, CONNECT_MILLIS);
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
        } catch (IOException away) {
            LOG.log(Level.DEBUG, "There is nobody behind the proxy", away);
            connection.reset();
            return;
        }
        connections.add(connection);
        if (passage == Passage.CUT) {
            connection.reset();
        }
        // Two threads of the system a connection: each chunk wakes one of them, whereas a virtual one is woken by way
        // of a
        // poller and a carrier, which doubles what the proxies of a whole stack cost.
        Thread.ofPlatform()
                .daemon()
                .stackSize(STACK_BYTES)
                .name("tcp-proxy-up")
                .start(() -> pump(connection, Direction.TO_SERVER));
        Thread.ofPlatform()
                .daemon()
                .stackSize(STACK_BYTES)
                .name("tcp-proxy-down")
                .start(() -> pump(connection, Direction.TO_CLIENT));
    }

    private void pump(Connection connection, Direction direction) {
        var buffer = new byte[BUFFER_BYTES];
        try {
            var in = connection.from(direction).getInputStream();
            var out = connection.to(direction).getOutputStream();
            for (int bytes = in.read(buffer); bytes >= 0; bytes = in.read(buffer)) {
                if (isCaught(connection, direction, buffer, bytes)) {
                    return;
                }
                if (passes(connection, direction)) {
                    out.write(buffer, 0, bytes);
                }
            }
            if (passes(connection, direction)) {
                connection.to(direction).shutdownOutput();
            }
            connection.ended(direction);
        } catch (IOException broken) {
            LOG.log(Level.TRACE, "A connection through the proxy broke", broken);
            connection.reset();
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            connection.reset();
        }
    }

    /// Waits as long as it must, and says whether what was read goes on.
    private boolean passes(Connection connection, Direction direction) throws InterruptedException {
        lock.lock();
        try {
            long nanos = delay.toNanos();
            while (nanos > 0 && passage == Passage.FREE) {
                nanos = changed.awaitNanos(nanos);
            }
            while (passage == Passage.HELD) {
                changed.await(1, TimeUnit.SECONDS);
            }
        } finally {
            lock.unlock();
        }
        if (passage == Passage.SWALLOWED) {
            connection.damage();
            return false;
        }
        return !(direction == Direction.TO_CLIENT && connection.isHalfClosed());
    }

    private boolean isCaught(Connection connection, Direction direction, byte[] buffer, int length) {
        var set = trap.get();
        if (set == null || !set.catches(direction, buffer, length) || !trap.compareAndSet(set, null)) {
            return false;
        }
        set.sprung.run();
        connection.reset();
        return true;
    }

    /// Bytes that are waited for. They are looked for in what one read brings, so those that happen to come in two are
    /// missed, and the next ones caught.
    private static final class Trap {

        private final Direction direction;
        private final byte[] bytes;
        private final Runnable sprung;

        Trap(Direction direction, byte[] bytes, Runnable sprung) {
            this.direction = direction;
            this.bytes = bytes.clone();
            this.sprung = sprung;
        }

        boolean catches(Direction passing, byte[] buffer, int length) {
            if (passing != direction) {
                return false;
            }
            for (int start = 0; start + bytes.length <= length; start++) {
                int matched = 0;
                while (matched < bytes.length && buffer[start + matched] == bytes[matched]) {
                    matched++;
                }
                if (matched == bytes.length) {
                    return true;
                }
            }
            return false;
        }
    }

    /// A client's connection and the one made for it.
    private final class Connection {

        private final Socket client;
        private final Socket server;
        private final Set<Direction> ended = ConcurrentHashMap.newKeySet();
        private volatile boolean damaged;
        private volatile boolean halfClosed;

        Connection(Socket client, Socket server) {
            this.client = client;
            this.server = server;
        }

        Socket from(Direction direction) {
            return direction == Direction.TO_SERVER ? client : server;
        }

        Socket to(Direction direction) {
            return direction == Direction.TO_SERVER ? server : client;
        }

        void damage() {
            damaged = true;
        }

        boolean isDamaged() {
            return damaged;
        }

        boolean isHalfClosed() {
            return halfClosed;
        }

        void closeHalf() {
            halfClosed = true;
            damaged = true;
            try {
                client.shutdownOutput();
            } catch (IOException gone) {
                LOG.log(Level.TRACE, "The connection had ended", gone);
            }
        }

        /// Closed once both ends have said that they are done.
        void ended(Direction direction) {
            ended.add(direction);
            if (ended.size() == Direction.values().length) {
                connections.remove(this);
                close(client);
                close(server);
            }
        }

        void reset() {
            connections.remove(this);
            for (var socket : new Socket[] {client, server}) {
                try {
                    socket.setSoLinger(true, 0);
                } catch (IOException closed) {
                    LOG.log(Level.TRACE, "The connection had ended", closed);
                }
                close(socket);
            }
        }

        private static void close(Socket socket) {
            try {
                socket.close();
            } catch (IOException closed) {
                LOG.log(Level.TRACE, "The connection had ended", closed);
            }
        }
    }
}
