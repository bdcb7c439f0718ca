package io.yike.booking.keeping;

import io.yike.booking.keeping.domain.Facility;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Where facilities live, and who belongs to which group there.
public interface Facilities {

    Optional<Facility> find(UUID facilityId);

    /// Newest first.
    ///
    /// @param before only those made before this one, or null
    List<Facility> list(@Nullable UUID before, int limit);

    void add(Facility facility);

    /// Saves what was edited.
    ///
    /// @return false if somebody else did so since the version before
    boolean save(Facility edited);

    Set<String> groupsOf(UUID facilityId, UUID residentId);

    void setGroups(UUID facilityId, UUID residentId, Set<String> groups);
}
