package io.yike.payments.provider;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.yike.payments.Authorisation;
import io.yike.payments.Money;
import io.yike.payments.Movement;
import io.yike.payments.Standing;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatusCode;
import org.springframework.web.client.RestClient.RequestHeadersSpec.ConvertibleClientHttpResponse;
import org.springframework.web.client.RestClientException;

/// Reads the provider's answers. What cannot be understood is an [UnclearAnswer], never a refusal.
final class ProviderAnswers {

    /// The codes with which the provider says that a movement took no effect and never will.
    private static final Set<String> DEFINITE = Set.of(
            "authorization_not_found",
            "authorization_declined",
            "authorization_expired",
            "authorization_voided",
            "authorization_captured",
            "authorization_not_captured",
            "amount_exceeds_authorization",
            "amount_exceeds_capture");

    private ProviderAnswers() {}

    static Authorisation authorisation(ConvertibleClientHttpResponse response) throws IOException {
        requireSuccess(response.getStatusCode());
        AuthorizationBody body = body(response, AuthorizationBody.class);
        if ("declined".equals(body.status)) {
            return new Authorisation.Refused(reason(body));
        }
        if ("authorized".equals(body.status) && body.id != null && !body.id.isBlank()) {
            return new Authorisation.Authorised(body.id);
        }
        throw UnclearAnswer.passing("an authorization without a known status and id");
    }

    static Movement movement(ConvertibleClientHttpResponse response) throws IOException {
        HttpStatusCode status = response.getStatusCode();
        if (status.value() == 404 || status.value() == 409 || status.value() == 422) {
            String code = body(response, ErrorBody.class).code;
            if (code != null && DEFINITE.contains(code)) {
                return new Movement.Refused(code);
            }
            throw UnclearAnswer.passing("HTTP " + status.value() + " with an unknown code");
        }
        requireSuccess(status);
        String state = body(response, AuthorizationBody.class).status;
        if (state == null || state.isBlank()) {
            throw UnclearAnswer.passing("a movement without a status");
        }
        return new Movement.Done();
    }

    static Standing standing(ConvertibleClientHttpResponse response) throws IOException {
        requireSuccess(response.getStatusCode());
        List<AuthorizationBody> found = body(response, AuthorizationList.class).authorizations;
        if (found == null) {
            throw UnclearAnswer.passing("a list without authorizations");
        }
        for (AuthorizationBody one : found) {
            if (!"declined".equals(one.status)) {
                return held(one);
            }
        }
        return found.isEmpty() ? new Standing.Nothing() : new Standing.Refused(reason(found.getFirst()));
    }

    private static Standing held(AuthorizationBody body) {
        if (body.id == null || body.status == null || body.currency == null || body.amount == null) {
            throw UnclearAnswer.passing("an authorization without id, status, amount or currency");
        }
        return new Standing.Held(
                body.id,
                new Money(body.amount, body.currency),
                new Money(body.captured == null ? 0 : body.captured, body.currency),
                new Money(body.refunded == null ? 0 : body.refunded, body.currency),
                "voided".equals(body.status));
    }

    private static String reason(AuthorizationBody body) {
        return body.reason == null || body.reason.isBlank() ? "declined" : body.reason;
    }

    private static void requireSuccess(HttpStatusCode status) {
        if (status.is2xxSuccessful()) {
            return;
        }
        String message = "HTTP " + status.value();
        boolean passing =
                status.is5xxServerError() || status.value() == 408 || status.value() == 409 || status.value() == 429;
        throw passing ? UnclearAnswer.passing(message) : UnclearAnswer.lasting(message);
    }

    private static <T> T body(ConvertibleClientHttpResponse response, Class<T> type) {
        T body;
        try {
            body = response.bodyTo(type);
        } catch (RestClientException | IllegalArgumentException unreadable) {
            throw UnclearAnswer.passing("a body that cannot be read");
        }
        if (body == null) {
            throw UnclearAnswer.passing("no body");
        }
        return body;
    }

    /// Fields may be added by the provider at any time.
    @JsonIgnoreProperties(ignoreUnknown = true)
    record AuthorizationBody(
            @Nullable String id,
            @Nullable String status,
            @Nullable String reason,
            @Nullable Long amount,
            @Nullable String currency,
            @Nullable Long captured,
            @Nullable Long refunded) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record AuthorizationList(@Nullable List<AuthorizationBody> authorizations) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record ErrorBody(@Nullable String code) {}
}
