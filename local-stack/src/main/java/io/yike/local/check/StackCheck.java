package io.yike.local.check;

import io.yike.local.InvariantCheck;
import io.yike.local.StackAddresses;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/// Checks a whole running stack.
///
/// The services agree in the end, not at every moment: an event may be on its way. So what seems broken is looked at
/// again, and counts only if it stays.
public final class StackCheck implements InvariantCheck {

    private static final Duration SETTLES_WITHIN = Duration.ofSeconds(30);
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    private final StackAddresses stack;
    private final String providerKey;
    private final Clock clock;

    /// A check of the stack.
    ///
    /// @param providerKey what the payment provider asks its callers for
    public StackCheck(StackAddresses stack, String providerKey, Clock clock) {
        this.stack = stack;
        this.providerKey = providerKey;
        this.clock = clock;
    }

    @Override
    public List<Invariant> check() {
        var until = clock.instant().plus(SETTLES_WITHIN);
        var invariants = look();
        while (!invariants.stream().allMatch(Invariant::held)
                && clock.instant().isBefore(until)
                && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
            invariants = look();
        }
        return invariants;
    }

    private List<Invariant> look() {
        try (var dispatch = Database.open(stack.database("dispatch-service"));
                var stores = Database.open(stack.database("store-service"));
                var orders = Database.open(stack.database("order-service"));
                var bookings = Database.open(stack.database("booking-service"));
                var recycling = Database.open(stack.database("recycling-service"))) {
            var invariants = new ArrayList<Invariant>();
            for (var rule : Rules.all()) {
                invariants.add(judge(
                        rule,
                        switch (rule.service()) {
                            case "dispatch-service" -> dispatch;
                            case "store-service" -> stores;
                            case "order-service" -> orders;
                            case "booking-service" -> bookings;
                            case "recycling-service" -> recycling;
                            default -> throw new IllegalStateException(rule.service() + " has no database here");
                        }));
            }
            invariants.addAll(Agreement.read(dispatch, stores, orders).check());
            invariants.addAll(new Provider(stack.paymentProvider(), providerKey).check(orders));
            return invariants.stream()
                    .sorted(Comparator.comparingInt(Invariant::number))
                    .toList();
        } catch (SQLException | IOException e) {
            throw new IllegalStateException("the invariants cannot be checked: " + e.getMessage(), e);
        }
    }

    static Invariant judge(Rule rule, Database database) throws SQLException {
        return new Invariant(
                rule.number(),
                rule.harm(),
                rule.statement(),
                database.count(rule.facts()),
                database.rows(rule.violations(), row -> row.text(1)));
    }
}
