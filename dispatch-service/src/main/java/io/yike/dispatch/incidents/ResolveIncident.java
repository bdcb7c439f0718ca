package io.yike.dispatch.incidents;

import io.yike.dispatch.delivering.ChangeDelivery;
import io.yike.dispatch.delivering.Codes;
import io.yike.dispatch.delivering.domain.Decision;
import io.yike.dispatch.delivering.domain.Delivery;
import io.yike.dispatch.delivering.domain.DeliveryEvent;
import io.yike.dispatch.delivering.domain.ReturnReason;
import io.yike.dispatch.incidents.domain.Incident;
import io.yike.dispatch.incidents.domain.Incident.Resolution;
import io.yike.dispatch.incidents.domain.IncidentDecision;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Carries out what an operator decided about an incident.
@Component
public class ResolveIncident {

    private final Incidents incidents;
    private final ChangeDelivery changeDelivery;
    private final Codes codes;
    private final Clock clock;

    ResolveIncident(Incidents incidents, ChangeDelivery changeDelivery, Codes codes, Clock clock) {
        this.incidents = incidents;
        this.changeDelivery = changeDelivery;
        this.codes = codes;
        this.clock = clock;
    }

    /// What became of it.
    public sealed interface Outcome {
        record Resolved(Incident incident) implements Outcome {}

        record ResolvedOtherwise() implements Outcome {}

        /// The delivery has moved on, so that the decision makes no sense any more.
        record NotPossible() implements Outcome {}

        record Unknown() implements Outcome {}
    }

    @Transactional
    public Outcome resolve(UUID incidentId, IncidentDecision decision, @Nullable String note) {
        Incident seen = incidents.find(incidentId).orElse(null);
        if (seen == null) {
            return new Outcome.Unknown();
        }
        Instant now = clock.instant();
        List<Outcome> outcome = new ArrayList<>();
        changeDelivery.change(seen.deliveryId(), "operator", now, delivery -> {
            // Read again: the delivery is locked now.
            Incident incident = incidents.find(incidentId).orElse(seen);
            Resolution resolution = incident.resolution();
            if (resolution != null) {
                outcome.add(
                        resolution.decision() == decision
                                ? new Outcome.Resolved(incident)
                                : new Outcome.ResolvedOtherwise());
                return new Decision.Ignored("resolved already");
            }
            Decision carriedOut = carryOut(delivery, incident, decision, now);
            if (carriedOut instanceof Decision.Changed) {
                Incident resolved = incident.resolve(new Resolution(decision, note, now));
                incidents.save(resolved);
                outcome.add(new Outcome.Resolved(resolved));
            } else {
                outcome.add(new Outcome.NotPossible());
            }
            return carriedOut;
        });
        return outcome.isEmpty() ? new Outcome.Unknown() : outcome.getFirst();
    }

    private Decision carryOut(Delivery delivery, Incident incident, IncidentDecision decision, Instant now) {
        Decision effect = switch (decision) {
            case KEEP_GOING -> new Decision.Changed(delivery, List.of());
            case BRING_BACK -> delivery.fail(ReturnReason.CALLED_BACK, codes.next(), now);
            case DECLARE_LOST -> delivery.declareLost(now);
        };
        return switch (effect) {
            case Decision.Changed(Delivery after, List<DeliveryEvent> events) -> {
                List<DeliveryEvent> told = new ArrayList<>();
                told.add(new DeliveryEvent.IncidentResolved(incident.id(), decision));
                told.addAll(events);
                yield new Decision.Changed(after, told);
            }
            case Decision.Ignored _, Decision.Refused _ -> effect;
        };
    }
}
