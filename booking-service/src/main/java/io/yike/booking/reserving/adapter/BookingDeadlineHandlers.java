package io.yike.booking.reserving.adapter;

import io.yike.booking.reserving.BookingConsequences;
import io.yike.booking.reserving.ChangeBooking;
import io.yike.booking.reserving.MakeWay;
import io.yike.booking.reserving.SettleDeposit;
import io.yike.kit.deadline.DeadlineHandler;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Consumer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// What ends by itself.
@Configuration(proxyBeanMethods = false)
class BookingDeadlineHandlers {

    private record Handler(String kind, Consumer<UUID> change) implements DeadlineHandler {

        @Override
        public void on(String id, Instant now) {
            change.accept(UUID.fromString(id));
        }
    }

    @Bean
    DeadlineHandler bookingHold(ChangeBooking changeBooking) {
        return new Handler(BookingConsequences.HOLD, changeBooking::expire);
    }

    @Bean
    DeadlineHandler bookingDecision(ChangeBooking changeBooking) {
        return new Handler(BookingConsequences.DECISION, changeBooking::expire);
    }

    @Bean
    DeadlineHandler bookingDeposit(SettleDeposit settleDeposit) {
        return new Handler(BookingConsequences.DEPOSIT, settleDeposit::letGo);
    }

    @Bean
    DeadlineHandler bookingLate(MakeWay makeWay) {
        return new Handler(MakeWay.LATE, makeWay::stillLate);
    }

    @Bean
    DeadlineHandler bookingNoShow(ChangeBooking changeBooking) {
        return new Handler(BookingConsequences.NO_SHOW, changeBooking::miss);
    }

    @Bean
    DeadlineHandler bookingEnd(ChangeBooking changeBooking) {
        return new Handler(BookingConsequences.END, changeBooking::end);
    }
}
