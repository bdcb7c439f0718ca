package io.yike.local.cli;

import io.yike.local.process.Health;
import io.yike.local.process.HealthProbe;
import io.yike.local.process.PartRecord;
import io.yike.local.stack.SupervisorLock;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "status", description = "Shows each part: process, address, health, memory.")
final class StatusCommand implements Callable<Integer> {

    @Mixin
    private DataOption data = new DataOption();

    @Override
    public Integer call() throws IOException {
        var console = new Console(System.out);
        var parts = data.folder().records().list();
        if (parts.isEmpty()) {
            console.line("nothing is running (data: " + data.folder().root() + ")");
            return Yike.FAILED;
        }
        console.line("%-18s %8s  %-24s %8s  %s".formatted("PART", "PID", "ADDRESS", "MEMORY", "HEALTH"));
        var probe = new HealthProbe();
        var allWell = true;
        for (var part : parts) {
            var health = health(part, probe);
            allWell &= health instanceof Health.Up;
            console.line("%-18s %8d  %-24s %8s  %s"
                    .formatted(
                            part.part(),
                            part.process().pid(),
                            part.address(),
                            Memory.residentMebibytes(part.process())
                                    .map(mebibytes -> mebibytes + " MB")
                                    .orElse("-"),
                            switch (health) {
                                case Health.Up() -> "healthy";
                                case Health.Down(String reason) -> reason;
                            }));
        }
        if (SupervisorLock.holder(data.folder()).isEmpty()) {
            console.line("nobody supervises these: `./yike down` stops them, `./yike up` starts anew");
            allWell = false;
        }
        return allWell ? Yike.OK : Yike.FAILED;
    }

    private static Health health(PartRecord part, HealthProbe probe) {
        return part.process().find().isPresent() ? probe.ask(part.health()) : Health.down("its process is gone");
    }
}
