package io.yike.recycling.dropoffs.domain;

import io.yike.payments.Money;
import io.yike.recycling.points.domain.Material;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/// What was dropped in, by weight, and what it is worth.
///
/// @param credited worth; owed in `credited` and `released`, set aside in `held`, nothing in `refused`
/// @param sequence counts its changes
public record WeighIn(
        UUID id,
        UUID dropOffId,
        UUID residentId,
        UUID pointId,
        Material material,
        long weightGrams,
        Money perKilogram,
        Money credited,
        WeighInState state,
        Set<HoldReason> reasons,
        Instant weighedAt,
        Instant recordedAt,
        int sequence,
        List<WeighInChange> changes) {

    public WeighIn {
        reasons = Set.copyOf(reasons);
        changes = List.copyOf(changes);
    }

    /// Decided by an operator.
    public WeighIn reviewed(WeighInState decided) {
        return new WeighIn(
                id,
                dropOffId,
                residentId,
                pointId,
                material,
                weightGrams,
                perKilogram,
                credited,
                decided,
                reasons,
                weighedAt,
                recordedAt,
                sequence + 1,
                changes);
    }

    /// With another weight, at the price of the day on which it was weighed.
    public WeighIn corrected(WeighInChange change) {
        return new WeighIn(
                id,
                dropOffId,
                residentId,
                pointId,
                material,
                change.weightAfter(),
                perKilogram,
                change.creditedAfter(),
                state,
                reasons,
                weighedAt,
                recordedAt,
                sequence + 1,
                Stream.concat(changes.stream(), Stream.of(change)).toList());
    }

    /// The same with the corrections that it had.
    public WeighIn withChanges(List<WeighInChange> had) {
        return new WeighIn(
                id,
                dropOffId,
                residentId,
                pointId,
                material,
                weightGrams,
                perKilogram,
                credited,
                state,
                reasons,
                weighedAt,
                recordedAt,
                sequence,
                had);
    }
}
