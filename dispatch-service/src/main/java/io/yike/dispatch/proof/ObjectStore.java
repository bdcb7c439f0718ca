package io.yike.dispatch.proof;

import io.yike.dispatch.proof.domain.ObjectKey;
import java.util.Optional;

/// Keeps files by name: a folder here, a bucket elsewhere.
///
/// A store that cannot be asked, or does not answer in time, is [ServiceUnavailable]; then nothing is said
/// about whether the file is there.
public interface ObjectStore {

    /// Keeps the content under the name, whole or not at all; what was there before is replaced.
    void put(ObjectKey key, byte[] content, String contentType);

    Optional<byte[]> find(ObjectKey key);

    /// Removes the file; that it is not there is no mistake.
    void delete(ObjectKey key);
}
