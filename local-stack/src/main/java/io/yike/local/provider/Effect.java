package io.yike.local.provider;

/// What one request did, once and for all.
///
/// @param key its idempotency key
/// @param request what was asked, to tell a repetition from another request under the same key
/// @param after the authorization afterwards, which is also the answer
record Effect(String key, String request, Authorization after) {}
