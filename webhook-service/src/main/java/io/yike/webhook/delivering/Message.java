package io.yike.webhook.delivering;

/// What is sent in one call.
///
/// @param id `webhook-id`, the same in every call of the same event
/// @param timestamp `webhook-timestamp`, seconds since 1970
/// @param signature `webhook-signature`, one for each secret that is valid
@SuppressWarnings("ArrayRecordComponent") // It is sent as it is and never compared.
public record Message(String id, long timestamp, String signature, byte[] body) {

    @Override
    public String toString() {
        return "Message[" + id + "]";
    }
}
