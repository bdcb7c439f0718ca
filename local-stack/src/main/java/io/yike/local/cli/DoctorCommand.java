package io.yike.local.cli;

import com.sun.management.OperatingSystemMXBean;
import io.yike.local.engine.OrdinaryUser;
import io.yike.local.engine.RabbitInstallation;
import io.yike.local.process.Ports;
import io.yike.local.stack.SupervisorLock;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "doctor", description = "Looks whether this machine can run Yike, and says what to do.")
final class DoctorCommand implements Callable<Integer> {

    private static final long MEBIBYTE = 1 << 20;
    private static final long MEMORY_MEBIBYTES = 3_000;
    private static final long DISK_MEBIBYTES = 2_000;
    private static final int[] PORTS = {8080, 8081, 8082, 8083, 8084, 8085, 8086, 8087, 8090, 5432, 6379, 5672};

    @Mixin
    private DataOption data = new DataOption();

    private final Console console = new Console(System.out);
    private boolean able = true;

    @Override
    public Integer call() throws IOException {
        console.line("ok    JDK " + Runtime.version() + " at " + System.getProperty("java.home"));
        memory();
        disk();
        ports();
        user();
        broker();
        console.line(able ? "this machine can run ./yike up" : "this machine cannot run ./yike up yet");
        return able ? Yike.OK : Yike.FAILED;
    }

    private void memory() {
        var system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        var total = system.getTotalMemorySize() / MEBIBYTE;
        check(
                total >= MEMORY_MEBIBYTES,
                "memory: %,d MB, %d processors".formatted(total, system.getAvailableProcessors()),
                "the parts need about %,d MB: close other programs or use a larger machine"
                        .formatted(MEMORY_MEBIBYTES));
    }

    private void disk() throws IOException {
        var existing = data.folder().root();
        while (!Files.exists(existing)) {
            existing = existing.resolveSibling("");
        }
        var free = Files.getFileStore(existing).getUsableSpace() / MEBIBYTE;
        check(
                free >= DISK_MEBIBYTES,
                "disk: %,d MB free at %s".formatted(free, data.folder().root()),
                "free %,d MB, or name another folder with --data".formatted(DISK_MEBIBYTES));
        check(Files.isWritable(existing), "data folder can be written", "name a folder of your own with --data");
    }

    private void ports() throws IOException {
        if (SupervisorLock.holder(data.folder()).isPresent()) {
            console.line("ok    ports: a stack of this folder is running (./yike status)");
            return;
        }
        var busy = IntStream.of(PORTS)
                .filter(port -> !Ports.isFree(port))
                .mapToObj(Integer::toString)
                .collect(Collectors.joining(", "));
        console.line(
                busy.isEmpty()
                        ? "ok    ports: all that are preferred are free"
                        : "ok    ports: " + busy + " are busy; free ones are used instead and printed");
    }

    private void user() {
        try {
            console.line("ok    PostgreSQL can run as "
                    + switch (OrdinaryUser.find()) {
                        case OrdinaryUser.Already() -> "this user";
                        case OrdinaryUser.Namespace() -> "nobody in a user namespace";
                        case OrdinaryUser.Nobody() -> "the user nobody";
                    });
        } catch (IOException e) {
            check(false, "user", String.valueOf(e.getMessage()));
        }
    }

    private void broker() {
        var given = System.getenv("YIKE_AMQP_ADDRESSES");
        if (given != null && !given.isBlank()) {
            console.line("ok    AMQP: the broker at " + given + ", from YIKE_AMQP_ADDRESSES");
            return;
        }
        var rabbit = RabbitInstallation.find().map(RabbitInstallation::server).map(Path::toString);
        var asked = System.getenv().getOrDefault("YIKE_BROKER", "");
        switch (asked) {
            case "" ->
                console.line("ok    AMQP: " + rabbit.orElse("no rabbitmq-server here; the embedded Qpid is used"));
            case "qpid" -> console.line("ok    AMQP: the embedded Qpid, from YIKE_BROKER");
            case "rabbitmq" ->
                check(
                        rabbit.isPresent(),
                        "AMQP: " + rabbit.orElse("RabbitMQ, from YIKE_BROKER"),
                        "there is no rabbitmq-server on this machine; install it, or leave YIKE_BROKER out");
            default -> check(false, "AMQP", "YIKE_BROKER is rabbitmq or qpid, not " + asked);
        }
    }

    private void check(boolean good, String what, String advice) {
        able &= good;
        console.line(good ? "ok    " + what : "FAIL  " + what + ": " + advice);
    }
}
