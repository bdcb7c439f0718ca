package io.yike.webhook.publishing.domain;

/// What became of an event that came in.
public sealed interface Recording {

    /// It is in the log, and whoever it concerns will be told.
    record Recorded() implements Recording {}

    /// Whom it concerns is not known yet; it waits for an earlier event.
    record Early(String what) implements Recording {}

    /// It concerns nobody outside, or stands in the log already.
    record Ignored(String why) implements Recording {}
}
