package io.yike.store.routing.domain;

/// What became of a store's answer.
public sealed interface Answer {

    record Taken(Offer offer) implements Answer {}

    /// Refused, and why.
    ///
    /// @param change position of the line change at fault; 0 where none is
    record Refused(AnswerRefusal refusal, int change) implements Answer {

        public Refused(AnswerRefusal refusal) {
            this(refusal, 0);
        }
    }
}
