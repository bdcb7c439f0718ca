package io.yike.store;

import io.yike.travel.Coordinate;
import io.yike.travel.Mode;
import io.yike.travel.TravelTime;
import io.yike.travel.TravelTimes;
import java.util.List;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/// In every test that starts the service: whoever asks for travel times, and so perhaps another company's engine for
/// most of a second, has no transaction open, and with it no locks and no connection.
@Component
class EnginesAskedOutsideTransactions implements BeanPostProcessor {

    @Override
    public Object postProcessAfterInitialization(Object bean, String beanName) {
        return bean instanceof TravelTimes travelTimes ? new Watched(travelTimes) : bean;
    }

    private record Watched(TravelTimes travelTimes) implements TravelTimes {

        @Override
        public TravelTime between(Coordinate from, Coordinate to, Mode mode) {
            refuseInTransaction();
            return travelTimes.between(from, to, mode);
        }

        @Override
        public List<List<TravelTime>> table(List<Coordinate> from, List<Coordinate> to, Mode mode) {
            refuseInTransaction();
            return travelTimes.table(from, to, mode);
        }

        @Override
        public List<TravelTime> pairs(List<Coordinate> from, List<Coordinate> to, Mode mode) {
            refuseInTransaction();
            return travelTimes.pairs(from, to, mode);
        }

        private static void refuseInTransaction() {
            if (TransactionSynchronizationManager.isActualTransactionActive()) {
                throw new IllegalStateException("travel times are asked for in a transaction");
            }
        }
    }
}
