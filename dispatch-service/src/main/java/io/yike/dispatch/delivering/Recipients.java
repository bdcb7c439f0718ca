package io.yike.dispatch.delivering;

import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Who receives an order. Asked of order-service each time, never kept here.
public interface Recipients {

    /// Empty while order-service cannot be asked.
    Optional<Recipient> find(UUID orderId);

    /// A person and a door.
    record Recipient(
            String name,
            String phone,
            String address,
            @Nullable String note) {

        /// Neither name nor number nor address may reach a log.
        @Override
        public String toString() {
            return "Recipient[]";
        }
    }
}
