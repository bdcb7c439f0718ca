package io.yike.kit.idempotency;

import io.yike.kit.problem.ProblemException;
import java.util.function.Supplier;
import org.springframework.http.ResponseEntity;

/// Gives a request that is sent again its first answer instead of a second effect.
public interface Idempotency {

    /// Runs the effect once per caller's client (and the person who uses it), operation and key, in a transaction that
    /// this method opens.
    ///
    /// Kept for 24 hours, in the transaction of the effect: an answer of 2xx, and a [ProblemException] of 409 or
    /// 422 (what the effect wrote is rolled back, the answer stays). Every other exception rolls everything back,
    /// and the request may be sent again.
    ///
    /// @param operation the contract's operationId
    /// @param key the `Idempotency-Key` header
    /// @param request the body, compared by its canonical JSON; put path parameters that matter into it
    /// @param answer type of the body, `Void.class` for none
    /// @throws ProblemException 409 `idempotency_key_in_progress` while the first is running; 422
    ///     `idempotency_key_reused` when the key came with another request before; 400 when the key is not 8 to 128
    ///     visible ASCII characters
    <T> ResponseEntity<T> once(
            String operation, String key, Object request, Class<T> answer, Supplier<ResponseEntity<T>> effect);
}
