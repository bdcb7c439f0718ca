package io.yike.dispatch.proof;

import java.io.IOException;
import java.util.Optional;

/// Keeps files by name: a folder here, a bucket elsewhere.
public interface ObjectStore {

    /// Keeps the content under the name, whole or not at all; what was there before is replaced.
    ///
    /// @param key segments of letters, digits, `.`, `_` and `-`, separated by `/`
    void put(String key, byte[] content) throws IOException;

    Optional<byte[]> find(String key) throws IOException;
}
