package io.yike.store.registering.domain;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// A store as registered.
///
/// @param version grows with each edit of the profile; its ETag
public record Store(UUID id, Profile profile, Availability availability, long version, Instant registeredAt) {

    /// By its hours alone.
    public boolean keepsHoursAt(Instant instant) {
        return profile.hours().isOpenAt(instant, profile.zone());
    }

    /// Offers the capability and is within its hours, and the store's.
    public boolean offersAt(Capability capability, Instant instant) {
        Optional<OpeningHours> own = profile.capabilities().get(capability);
        return own != null
                && keepsHoursAt(instant)
                && own.map(hours -> hours.isOpenAt(instant, profile.zone())).orElse(true);
    }

    public boolean isLicensedAt(Licence licence, Instant instant) {
        Profile.HeldLicence held = profile.licences().get(licence);
        return held != null && held.isValidOn(instant.atZone(profile.zone()).toLocalDate());
    }

    /// Within its hours and neither paused nor closed.
    public boolean isOpenAt(Instant instant) {
        return !availability.stateAt(instant).withdrawsOffers() && keepsHoursAt(instant);
    }
}
