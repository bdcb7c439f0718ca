package io.yike.webhook.delivering;

import io.yike.webhook.WebhookSettings;
import io.yike.webhook.delivering.Deliveries.Lane;
import io.yike.webhook.delivering.domain.Answer;
import io.yike.webhook.delivering.domain.Delivery;
import io.yike.webhook.delivering.domain.DeliveryState;
import io.yike.webhook.delivering.domain.LaneHealth;
import io.yike.webhook.delivering.domain.RetrySchedule;
import io.yike.webhook.subscribing.DisableEndpoint;
import io.yike.webhook.subscribing.domain.EndpointState.Why;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Calls an endpoint, outside any transaction, and writes down in one what came of it. If the process dies in between,
/// the lease ends and the endpoint is called again with the same id.
@Component
public class SendDelivery {

    private final Deliveries deliveries;
    private final Receivers receivers;
    private final SignMessage signMessage;
    private final DisableEndpoint disableEndpoint;
    private final TransactionTemplate transaction;
    private final WebhookSettings settings;
    private final RetrySchedule schedule;
    private final RandomGenerator random = RandomGenerator.getDefault();
    private final Semaphore database;
    private final Clock clock;

    SendDelivery(
            Deliveries deliveries,
            Receivers receivers,
            SignMessage signMessage,
            DisableEndpoint disableEndpoint,
            TransactionTemplate transaction,
            WebhookSettings settings,
            Clock clock) {
        this.deliveries = deliveries;
        this.receivers = receivers;
        this.signMessage = signMessage;
        this.disableEndpoint = disableEndpoint;
        this.transaction = transaction;
        this.settings = settings;
        WebhookSettings.Retrying retrying = settings.retrying();
        this.schedule = new RetrySchedule(
                retrying.firstPause(), retrying.longestPause(), retrying.jitterPercent(), retrying.longestRetryAfter());
        this.database = new Semaphore(settings.sending().databaseAtOnce());
        this.clock = clock;
    }

    /// What a call came to, and where the delivery stands after it; empty if its endpoint has been deleted meanwhile.
    public record Sent(Answer answer, Optional<DeliveryState> state) {}

    /// Calls the endpoint of a leased delivery.
    ///
    /// @param leased as [Deliveries#lease] gave it
    /// @return empty if there is nothing left to send, or nowhere to send it
    public Optional<Sent> send(Leased leased) {
        return inTurn(() -> deliveries.findErrand(leased, clock.instant())).map(errand -> send(leased, errand));
    }

    private Sent send(Leased leased, Errand errand) {
        Instant at = clock.instant();
        Message message = signMessage.sign(leased.endpointId(), errand.secrets(), errand.event(), at);
        Answer answer = receivers.call(leased.endpointId(), errand.url(), message);
        Optional<Recorded> recorded = inTurn(() -> Objects.requireNonNull(transaction.execute(_ -> deliveries
                .lockLane(leased.endpointId())
                .flatMap(lane -> deliveries
                        .find(leased.deliveryId())
                        .map(delivery -> record(leased, errand, lane, delivery, at, answer))))));
        if (answer.outcome() == Answer.Outcome.GONE) {
            disableEndpoint.disable(leased.endpointId(), errand.endpointVersion(), Why.GONE);
        } else if (recorded.filter(Recorded::hopeless).isPresent()) {
            disableEndpoint.disable(leased.endpointId(), errand.endpointVersion(), Why.FAILING);
        }
        return new Sent(answer, recorded.map(it -> it.delivery().state()));
    }

    /// Hundreds of calls may end at the same moment, and there are ten connections. Whoever waits here waits for as
    /// long as it takes: no answer is lost to the impatience of a pool.
    private <T> T inTurn(Supplier<T> work) {
        database.acquireUninterruptibly();
        try {
            return work.get();
        } finally {
            database.release();
        }
    }

    private record Recorded(Delivery delivery, boolean hopeless) {}

    private Recorded record(Leased leased, Errand errand, Lane lane, Delivery before, Instant at, Answer answer) {
        Instant now = clock.instant();
        Delivery after = before.answered(leased.attempt(), answer, schedule, now, random);
        deliveries.saveAnswered(after, leased.attempt(), answer, at);
        boolean hopeless = judge(errand, lane, answer, now);
        deliveries.reschedule(leased.endpointId(), now);
        return new Recorded(after, hopeless);
    }

    /// Whether the endpoint has failed for so long that it is disabled. An answer of an endpoint that has been edited
    /// since says nothing about what it is now.
    private boolean judge(Errand errand, Lane lane, Answer answer, Instant now) {
        if (lane.version() != errand.endpointVersion()) {
            return false;
        }
        LaneHealth health = lane.health().after(answer, schedule, now);
        deliveries.saveHealth(lane.endpointId(), health);
        return health.hasFailedFor(settings.retrying().disableAfter(), now);
    }
}
