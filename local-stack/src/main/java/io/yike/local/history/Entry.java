package io.yike.local.history;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A line of the history.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Entry.Sent.class, name = "sent"),
    @JsonSubTypes.Type(value = Entry.Answered.class, name = "answered"),
    @JsonSubTypes.Type(value = Entry.Unanswered.class, name = "unanswered"),
    @JsonSubTypes.Type(value = Entry.Ended.class, name = "ended"),
    @JsonSubTypes.Type(value = Entry.Told.class, name = "told"),
    @JsonSubTypes.Type(value = Entry.Struck.class, name = "struck"),
})
public sealed interface Entry {

    Instant at();

    /// A request left a client.
    ///
    /// @param request counts the requests of the run; the answer has the same
    /// @param path with its query
    record Sent(
            long request,
            Instant at,
            String client,
            String method,
            String path,
            @Nullable String key) implements Entry {}

    /// Its answer came.
    ///
    /// @param order the order that was placed, if one was
    /// @param body a fingerprint of the body, for requests with an idempotency key
    record Answered(
            long request,
            Instant at,
            int status,
            @Nullable String order,
            @Nullable String body) implements Entry {}

    /// No answer came: the request may have had its effect or not.
    record Unanswered(long request, Instant at, String why) implements Entry {}

    /// A client read in an order's timeline how it ended.
    ///
    /// @param state as the API calls it, e.g. `completed`
    record Ended(Instant at, String order, String state) implements Entry {}

    /// The broker passed on an event.
    record Told(Instant at, String event, String type, String subject, long sequence) implements Entry {}

    /// Something was broken or injected on purpose.
    record Struck(Instant at, String what) implements Entry {}
}
