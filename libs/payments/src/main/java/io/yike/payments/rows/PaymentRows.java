package io.yike.payments.rows;

import io.yike.payments.Money;
import io.yike.payments.PaymentState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// How a [PaymentState] stands in a row of a service's table `payment`: the columns `state`, `token`,
/// `authorisation_id`, `moved`, `reason`, `quiet_from`, `attempts`, `step_due_at` and `leased_until`, beside
/// `id`, `amount`, `currency` and what the payment is of.
public final class PaymentRows {

    /// Writes what became of a payment, and gives up the lease. Parameters: [#columns].
    public static final String SAVE = """
            update payment
            set state = :state, token = :token, authorisation_id = :authorisationId, moved = :moved,
                reason = :reason, quiet_from = :quietFrom, attempts = :attempts,
                step_due_at = :stepDueAt, leased_until = null
            where id = :id
            """;

    /// Takes at most `:limit` payments with a step that is due at `:now`, for the caller alone until `:until`.
    public static final String LEASE = """
            update payment set leased_until = :until, attempts = attempts + 1
            where id in (
                select id from payment
                where step_due_at <= :now and (leased_until is null or leased_until <= :now)
                order by step_due_at
                limit :limit
                for update skip locked)
            returning *
            """;

    private PaymentRows() {}

    /// Parameters for what changes of a payment.
    ///
    /// @param attempts of the present step
    /// @param stepDueAt null if nothing is to be done
    public static Map<String, @Nullable Object> columns(PaymentState state, int attempts, @Nullable Instant stepDueAt) {
        Map<String, @Nullable Object> columns = new HashMap<>();
        columns.put("state", state.word());
        columns.put("token", state instanceof PaymentState.Pending(String token) ? token : null);
        columns.put("authorisationId", authorisationId(state));
        columns.put("moved", moved(state));
        columns.put("reason", reason(state));
        columns.put("quietFrom", state instanceof PaymentState.Doubtful(Instant from) ? utc(from) : null);
        columns.put("attempts", attempts);
        columns.put("stepDueAt", stepDueAt == null ? null : utc(stepDueAt));
        return columns;
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static @Nullable String authorisationId(PaymentState state) {
        return switch (state) {
            case PaymentState.Authorised(String id) -> id;
            case PaymentState.Capturing(String id, Money _) -> id;
            case PaymentState.Captured(String id, Money _) -> id;
            case PaymentState.CaptureRefused(String id, Money _, String _) -> id;
            case PaymentState.Releasing(String id) -> id;
            case PaymentState.Released(String id) -> id;
            case PaymentState.Pending _, PaymentState.Refused _, PaymentState.Doubtful _, PaymentState.NeverHeld _ ->
                null;
        };
    }

    private static @Nullable Long moved(PaymentState state) {
        return switch (state) {
            case PaymentState.Capturing(String _, Money amount) -> amount.amount();
            case PaymentState.Captured(String _, Money amount) -> amount.amount();
            case PaymentState.CaptureRefused(String _, Money amount, String _) -> amount.amount();
            case PaymentState.Pending _,
                    PaymentState.Authorised _,
                    PaymentState.Refused _,
                    PaymentState.Doubtful _,
                    PaymentState.Releasing _,
                    PaymentState.Released _,
                    PaymentState.NeverHeld _ -> null;
        };
    }

    private static @Nullable String reason(PaymentState state) {
        return switch (state) {
            case PaymentState.Refused(String reason) -> reason;
            case PaymentState.CaptureRefused(String _, Money _, String reason) -> reason;
            case PaymentState.Pending _,
                    PaymentState.Authorised _,
                    PaymentState.Capturing _,
                    PaymentState.Captured _,
                    PaymentState.Doubtful _,
                    PaymentState.Releasing _,
                    PaymentState.Released _,
                    PaymentState.NeverHeld _ -> null;
        };
    }

    /// The state that a row says.
    public static PaymentState state(ResultSet row) throws SQLException {
        String word = text(row, "state");
        return switch (word) {
            case "pending" -> new PaymentState.Pending(text(row, "token"));
            case "authorised" -> new PaymentState.Authorised(text(row, "authorisation_id"));
            case "refused" -> new PaymentState.Refused(text(row, "reason"));
            case "capturing" -> new PaymentState.Capturing(text(row, "authorisation_id"), money(row, "moved"));
            case "captured" -> new PaymentState.Captured(text(row, "authorisation_id"), money(row, "moved"));
            case "capture_refused" ->
                new PaymentState.CaptureRefused(
                        text(row, "authorisation_id"), money(row, "moved"), text(row, "reason"));
            case "doubtful" ->
                new PaymentState.Doubtful(present("quiet_from", row.getObject("quiet_from", OffsetDateTime.class))
                        .toInstant());
            case "releasing" -> new PaymentState.Releasing(text(row, "authorisation_id"));
            case "released" -> new PaymentState.Released(text(row, "authorisation_id"));
            case "never_held" -> new PaymentState.NeverHeld();
            default -> throw new SQLException("No state of a payment: " + word);
        };
    }

    /// An amount in the payment's currency.
    public static Money money(ResultSet row, String column) throws SQLException {
        return new Money(present(column, row.getObject(column, Long.class)), text(row, "currency"));
    }

    private static String text(ResultSet row, String column) throws SQLException {
        return present(column, row.getString(column));
    }

    private static <T> T present(String column, @Nullable T value) {
        return Objects.requireNonNull(value, column);
    }
}
