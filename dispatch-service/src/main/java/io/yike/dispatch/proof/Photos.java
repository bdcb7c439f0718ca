package io.yike.dispatch.proof;

import io.yike.dispatch.proof.domain.Photo;
import java.util.Optional;
import java.util.UUID;

/// What is known of photos; their content is in the [ObjectStore].
public interface Photos {

    /// Adds it, unless the delivery has the same picture already.
    ///
    /// @return the photo as it is kept
    Photo add(Photo photo);

    Optional<Photo> find(UUID deliveryId, UUID photoId);

    Optional<Photo> findSame(UUID deliveryId, String sha256);

    int count(UUID deliveryId);
}
