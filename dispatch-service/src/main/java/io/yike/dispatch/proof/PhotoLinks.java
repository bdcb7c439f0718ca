package io.yike.dispatch.proof;

import io.yike.dispatch.proof.domain.Photo;
import java.time.Duration;
import java.time.Instant;

/// Makes links to photos: whoever has one may read the photo until the link expires.
public interface PhotoLinks {

    /// A path of this service, or an address elsewhere.
    ///
    /// @param lives from now on
    String link(Photo photo, Instant now, Duration lives);
}
