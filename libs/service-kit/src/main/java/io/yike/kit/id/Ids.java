package io.yike.kit.id;

import java.util.UUID;

/// Makes UUIDv7 identifiers (RFC 9562, section 5.7): ordered by time, ascending within the process.
public interface Ids {

    UUID next();
}
