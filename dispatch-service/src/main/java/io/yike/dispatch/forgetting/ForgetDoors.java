package io.yike.dispatch.forgetting;

import io.yike.dispatch.DispatchSettings;
import io.yike.dispatch.proof.ObjectStore;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Forgets of deliveries that ended long ago where exactly they went, with their photos and the notes of their
/// incidents.
/// Nobody has to ask: it is known for as long as somebody may complain.
@Component
public class ForgetDoors {

    private static final int AT_ONCE = 200;

    private final Traces traces;
    private final ObjectStore objects;
    private final TransactionTemplate transactions;
    private final DispatchSettings settings;
    private final Clock clock;

    ForgetDoors(
            Traces traces,
            ObjectStore objects,
            TransactionTemplate transactions,
            DispatchSettings settings,
            Clock clock) {
        this.traces = traces;
        this.objects = objects;
        this.transactions = transactions;
        this.settings = settings;
        this.clock = clock;
    }

    /// Forgets all of them, in many small transactions.
    ///
    /// @return how many deliveries
    public int forget() {
        Instant then = clock.instant().minus(settings.keepsDoors());
        int all = 0;
        int some;
        do {
            some = Objects.requireNonNull(transactions.execute(_ -> forgetSome(then)));
            all += some;
        } while (some == AT_ONCE);
        return all;
    }

    private int forgetSome(Instant then) {
        List<UUID> deliveries = traces.deliveriesEndedBefore(then, AT_ONCE);
        traces.photos(deliveries).forEach(objects::delete);
        traces.erase(deliveries);
        return deliveries.size();
    }
}
