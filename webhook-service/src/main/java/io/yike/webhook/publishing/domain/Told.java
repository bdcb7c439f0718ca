package io.yike.webhook.publishing.domain;

/// Somebody whom an event concerns, and how much of it they may know.
public record Told(Party party, Sight sight) {}
