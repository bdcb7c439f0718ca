package io.yike.local.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BinariesTest {

    private static final int STACKS = 4;

    @TempDir
    Path folder;

    @Test
    void unpackOnceForStacksThatStartTogether() throws Exception {
        var together = new CyclicBarrier(STACKS);
        var found = new HashSet<Path>();
        try (var threads = Executors.newFixedThreadPool(STACKS)) {
            var unpacked = new ArrayList<Future<Path>>();
            for (int stack = 0; stack < STACKS; stack++) {
                unpacked.add(threads.submit(() -> {
                    var binaries = new Binaries(folder);
                    together.await();
                    return binaries.redis();
                }));
            }
            for (var one : unpacked) {
                found.add(one.get());
            }
        }

        assertThat(found).singleElement().satisfies(server -> assertThat(server).isExecutable());
        try (var left = Files.list(folder)) {
            assertThat(left).containsExactly(folder.resolve("redis-6.2"));
        }
    }
}
