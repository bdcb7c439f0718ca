package io.yike.dispatch.offering.adapter;

import io.yike.kit.signal.ChannelListener;
import io.yike.kit.signal.Signals;
import java.util.Set;
import java.util.UUID;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/// Wakes the couriers who wait here for a task when PostgreSQL notifies of an offer to them, whichever instance made
/// it.
@Component
class CourierOfferListener implements SmartLifecycle, ChannelListener.Hearing {

    private final Signals offersOfCouriers;
    private final ChannelListener listener;
    private volatile boolean running;

    CourierOfferListener(Signals offersOfCouriers, JdbcConnectionDetails database) {
        this.offersOfCouriers = offersOfCouriers;
        this.listener = new ChannelListener(database, "courier_offer", this);
    }

    @Override
    public void connected() {
        offersOfCouriers.anyChanged();
    }

    @Override
    public void notified(Set<String> payloads) {
        payloads.stream().map(UUID::fromString).forEach(offersOfCouriers::changed);
    }

    @Override
    public void start() {
        running = true;
        listener.start();
    }

    @Override
    public void stop() {
        running = false;
        listener.stop();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
