package io.yike.recycling.credit;

import io.yike.payments.Money;
import io.yike.recycling.RecyclingSettings;
import io.yike.recycling.credit.domain.CreditStep;
import io.yike.recycling.credit.domain.OrderCredit;
import io.yike.recycling.credit.domain.OrderCredit.Decision;
import io.yike.recycling.credit.domain.OrderCredit.Why;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Takes a step of the payment of an order with what a resident is owed, and answers it. Runs in the caller's
/// transaction: the books, what is known of the order and the answer are one.
@Component
public class PayWithCredit {

    private final OrderCredits orders;
    private final Credits credits;
    private final BookCredit books;
    private final RecyclingSettings settings;
    private final Clock clock;

    PayWithCredit(OrderCredits orders, Credits credits, BookCredit books, RecyclingSettings settings, Clock clock) {
        this.orders = orders;
        this.credits = credits;
        this.books = books;
        this.settings = settings;
        this.clock = clock;
    }

    /// Takes the step, or refuses it for good.
    ///
    /// @return false if it was answered before
    public boolean take(CreditStep step) {
        credits.lock(step.residentId());
        if (orders.isAnswered(step.id())) {
            return false;
        }
        Instant now = clock.instant();
        orders.answer(step, outcome(step, now), now);
        return true;
    }

    private @Nullable Why outcome(CreditStep step, Instant now) {
        Optional<OrderCredit> known = orders.findLocked(step.orderId())
                .filter(credit -> credit.residentId().equals(step.residentId()));
        if (step.kind() == CreditStep.Kind.HOLD) {
            return known.isPresent() ? Why.NOT_HELD : hold(step, now);
        }
        if (known.isEmpty()) {
            return Why.NOT_HELD;
        }
        OrderCredit before = known.get();
        Decision decision = switch (step.kind()) {
            case SPEND -> before.spend(step.amount());
            case RELEASE -> before.release();
            case REFUND -> before.refund(step.amount());
            case HOLD -> throw new IllegalStateException("is held already");
        };
        return switch (decision) {
            case Decision.Refused(Why why) -> why;
            case Decision.Done(OrderCredit after) -> {
                orders.save(after);
                book(step, before);
                yield null;
            }
        };
    }

    private @Nullable Why hold(CreditStep step, Instant now) {
        Money amount = step.amount();
        if (!amount.currency().equals(settings.currency())) {
            return Why.CURRENCY_UNKNOWN;
        }
        if (amount.isGreaterThan(credits.balance(step.residentId()))) {
            return Why.CREDIT_TOO_LOW;
        }
        orders.save(OrderCredit.held(step.orderId(), step.residentId(), amount, now));
        books.reserve(step.id(), step.residentId(), amount);
        return null;
    }

    private void book(CreditStep step, OrderCredit before) {
        switch (step.kind()) {
            case HOLD -> throw new IllegalStateException("was booked when it was held");
            case SPEND -> books.spend(step.id(), step.residentId(), before.held(), step.amount());
            case RELEASE -> books.free(step.id(), step.residentId(), before.held());
            case REFUND -> books.giveBack(step.id(), step.residentId(), step.amount());
        }
    }
}
