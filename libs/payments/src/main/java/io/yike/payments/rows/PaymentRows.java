package io.yike.payments.rows;

import io.yike.kit.jdbc.Row;
import io.yike.payments.Money;
import io.yike.payments.PaymentState;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How a [PaymentState] stands in a row.
final class PaymentRows {

    private PaymentRows() {}

    /// Parameters for what changes of a payment.
    ///
    /// @param attempts of the present step
    /// @param stepDueAt null if nothing is to be done
    static Map<String, @Nullable Object> columns(PaymentState state, int attempts, @Nullable Instant stepDueAt) {
        Map<String, @Nullable Object> columns = new HashMap<>();
        columns.put("state", state.word());
        columns.put("token", state instanceof PaymentState.Pending(String token) ? token : null);
        columns.put("authorisationId", authorisationId(state));
        columns.put("moved", moved(state));
        columns.put("reason", reason(state));
        columns.put("quietFrom", state instanceof PaymentState.Doubtful(Instant from) ? Row.utc(from) : null);
        columns.put("attempts", attempts);
        columns.put("stepDueAt", stepDueAt == null ? null : Row.utc(stepDueAt));
        return columns;
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
    static PaymentState state(Row row) throws SQLException {
        String word = row.text("state");
        return switch (word) {
            case "pending" -> new PaymentState.Pending(row.text("token"));
            case "authorised" -> new PaymentState.Authorised(row.text("authorisation_id"));
            case "refused" -> new PaymentState.Refused(row.text("reason"));
            case "capturing" -> new PaymentState.Capturing(row.text("authorisation_id"), moved(row));
            case "captured" -> new PaymentState.Captured(row.text("authorisation_id"), moved(row));
            case "capture_refused" ->
                new PaymentState.CaptureRefused(row.text("authorisation_id"), moved(row), row.text("reason"));
            case "doubtful" -> new PaymentState.Doubtful(row.instant("quiet_from"));
            case "releasing" -> new PaymentState.Releasing(row.text("authorisation_id"));
            case "released" -> new PaymentState.Released(row.text("authorisation_id"));
            case "never_held" -> new PaymentState.NeverHeld();
            default -> throw new SQLException("No state of a payment: " + word);
        };
    }

    private static Money moved(Row row) throws SQLException {
        return new Money(row.number("moved"), row.text("currency"));
    }
}
