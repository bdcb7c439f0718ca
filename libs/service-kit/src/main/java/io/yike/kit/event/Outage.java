package io.yike.kit.event;

import io.yike.kit.http.ServiceUnavailable;
import io.yike.kit.problem.ProblemException;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.web.client.ResourceAccessException;

/// Tells broken infrastructure, which heals, from poison, which does not.
public final class Outage {

    private Outage() {}

    /// Whether the same work may succeed later although nothing in it changes: lost connections, deadlocks and
    /// serialization failures, a peer that is down.
    public static boolean is(Throwable failure) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            switch (cause) {
                case TransientDataAccessException transientFailure -> {
                    return true;
                }
                case RecoverableDataAccessException recoverable -> {
                    return true;
                }
                case DataAccessResourceFailureException connection -> {
                    return true;
                }
                case CannotCreateTransactionException connection -> {
                    return true;
                }
                case TransactionSystemException commit -> {
                    return true;
                }
                case ServiceUnavailable peer -> {
                    return true;
                }
                case ResourceAccessException peer -> {
                    return true;
                }
                case ProblemException refusal
                when refusal.problem().status() == 503 -> {
                    return true;
                }
                default -> {}
            }
        }
        return false;
    }
}
