package io.yike.local.city;

import io.yike.local.city.api.ApiException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.function.Function;

/// Does the same for many, several at a time.
final class Together {

    private Together() {}

    /// @return the results in the order of the things
    /// @throws RuntimeException the first that was thrown, after all have been tried
    static <A, B> List<B> each(Collection<A> things, int atOnce, Function<A, B> work) {
        try (var threads =
                Executors.newFixedThreadPool(atOnce, Thread.ofVirtual().factory())) {
            var futures = threads.invokeAll(things.stream()
                    .map(thing -> (Callable<B>) () -> work.apply(thing))
                    .toList());
            var results = new ArrayList<B>(futures.size());
            for (var future : futures) {
                results.add(future.get());
            }
            return results;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new ApiException("interrupted", interrupted);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new ApiException("one of many failed", failed);
        }
    }
}
