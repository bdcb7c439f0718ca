package io.yike.local.cli;

import io.yike.local.process.ProcessIdentity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// How much memory a process has.
final class Memory {

    private Memory() {}

    /// What is resident; empty when the process is gone.
    static Optional<Long> residentMebibytes(ProcessIdentity process) {
        return process.find().flatMap(alive -> {
            var command = List.of("ps", "-o", "rss=", "-p", Long.toString(alive.pid()));
            try {
                var ps = new ProcessBuilder(command)
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
                var answer = new String(ps.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
                return ps.waitFor(5, TimeUnit.SECONDS) && answer.matches("\\d+")
                        ? Optional.of(Long.parseLong(answer) / 1024)
                        : Optional.empty();
            } catch (IOException noSuchProgram) {
                return Optional.empty();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return Optional.empty();
            }
        });
    }
}
