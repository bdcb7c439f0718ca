package io.yike.local.stack;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/// The main class of a jar that plays a service: it unpacks itself, and says whether it is ready.
final class SmallService {

    static final String STATUS = "STATUS_OF_SMALL_SERVICE";

    private SmallService() {}

    public static void main(String[] arguments) throws IOException {
        if (arguments.length > 0 && arguments[0].equals("extract")) {
            Files.copy(
                    Path.of(Objects.requireNonNull(System.getProperty("java.class.path"))),
                    Path.of(arguments[arguments.length - 1]).resolve("app.jar"));
            return;
        }
        var port = Integer.parseInt(Objects.requireNonNull(System.getenv("YIKE_PORT")));
        var status = Integer.parseInt(Objects.requireNonNull(System.getenv(STATUS)));
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.start();
    }
}
