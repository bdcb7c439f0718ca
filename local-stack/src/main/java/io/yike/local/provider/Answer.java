package io.yike.local.provider;

import java.util.Map;

/// What a request is answered.
///
/// @param body anything that Jackson writes
record Answer(int status, Object body) {

    static Answer ok(Object body) {
        return new Answer(200, body);
    }

    static Answer refused(int status, String code) {
        return new Answer(status, Map.of("code", code));
    }
}
