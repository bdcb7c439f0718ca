package io.yike.store.routing.adapter;

import static io.yike.store.postgres.Columns.name;

import io.yike.contracts.store.model.PassedOverReason;
import io.yike.contracts.store.model.Verdict;
import io.yike.store.ranking.Candidate;

/// Candidates as the contract has them.
public final class CandidateWire {

    private CandidateWire() {}

    public static io.yike.contracts.store.model.Candidate of(Candidate candidate) {
        return new io.yike.contracts.store.model.Candidate()
                .storeId(candidate.storeId())
                .name(candidate.name())
                .distanceMetres(candidate.distanceMetres())
                .preparationSeconds(candidate.preparationSeconds())
                .courierSeconds(candidate.courierSeconds())
                .travelSeconds(candidate.travelSeconds())
                .promiseSeconds(candidate.promiseSeconds())
                .verdict(Verdict.fromValue(name(candidate.verdict())))
                .reason(
                        candidate.passedOver() == null
                                ? null
                                : PassedOverReason.fromValue(name(candidate.passedOver())));
    }
}
