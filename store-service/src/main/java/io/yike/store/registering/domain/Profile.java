package io.yike.store.registering.domain;

import io.yike.travel.Coordinate;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What a store, its chain or an operator states about a store and may edit.
///
/// @param chainId null for an independent store
/// @param capabilities each with its own hours, or none where those of the store apply
/// @param preparation from acceptance to ready
/// @param loadCap most orders offered or accepted and not yet ready, at once
/// @param autoAccept offers are accepted whole the moment they are made
/// @param safetyStock pieces of each item that are not sold to routed orders
public record Profile(
        String name,
        @Nullable UUID chainId,
        String address,
        Coordinate point,
        ZoneId zone,
        OpeningHours hours,
        Map<Capability, Optional<OpeningHours>> capabilities,
        Reach reach,
        Map<Licence, HeldLicence> licences,
        Duration preparation,
        int loadCap,
        boolean autoAccept,
        int safetyStock) {

    public Profile {
        capabilities = Map.copyOf(capabilities);
        licences = Map.copyOf(licences);
    }

    /// A licence as the authority gave it.
    ///
    /// @param validUntil last day on the store's calendar; null means without end
    public record HeldLicence(String number, @Nullable LocalDate validUntil) {

        boolean isValidOn(LocalDate day) {
            return validUntil == null || !day.isAfter(validUntil);
        }
    }
}
