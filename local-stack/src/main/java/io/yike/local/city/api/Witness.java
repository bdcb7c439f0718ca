package io.yike.local.city.api;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Hears of every request that a client sends, and of what becomes of it.
@FunctionalInterface
public interface Witness {

    Witness NOBODY = (_, _, _, _) -> Attempt.UNSEEN;

    /// A request leaves now; one that is sent again is another one.
    ///
    /// @param path with its query
    /// @param idempotencyKey null for a request without one
    Attempt sent(String clientId, String method, String path, @Nullable String idempotencyKey);

    /// One request on its way.
    interface Attempt {

        Attempt UNSEEN = new Attempt() {
            @Override
            public void answered(int status, byte[] body) {}

            @Override
            public void unanswered(IOException how) {}
        };

        /// An answer came, whatever it says.
        ///
        /// @param body empty where it is read as a stream
        void answered(int status, byte[] body);

        /// Nobody knows whether it had its effect.
        void unanswered(IOException how);
    }
}
