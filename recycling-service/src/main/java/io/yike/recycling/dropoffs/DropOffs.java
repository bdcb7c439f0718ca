package io.yike.recycling.dropoffs;

import io.yike.recycling.dropoffs.domain.DropOff;
import java.util.Optional;
import java.util.UUID;

/// Where drop-offs live.
public interface DropOffs {

    /// Locks the resident's account, which is made if there is none, until the transaction ends.
    void lockResident(UUID residentId);

    /// Adds it, unless another that has not ended has the code at this bin.
    ///
    /// @return whether it was added
    boolean add(DropOff dropOff);

    boolean hasOneUnderWay(UUID residentId);

    Optional<DropOff> find(UUID dropOffId);

    Optional<DropOff> findLocked(UUID dropOffId);

    /// The one that the code opens, or has opened, at this bin.
    Optional<DropOff> findByCodeLocked(UUID binId, String code);

    void save(DropOff dropOff);
}
