package io.yike.dispatch.proof.domain;

import java.time.Instant;
import java.util.UUID;

/// A photo that a courier took at a delivery.
public record Photo(UUID id, UUID deliveryId, String sha256, PhotoType type, long bytes, Instant uploadedAt) {

    /// Its name in the object store: by content, so that an upload that broke off and comes again leaves one file.
    public ObjectKey key() {
        return new ObjectKey("deliveries/" + deliveryId + "/" + sha256);
    }
}
