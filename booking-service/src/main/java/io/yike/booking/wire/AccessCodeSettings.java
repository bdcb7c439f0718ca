package io.yike.booking.wire;

import jakarta.validation.constraints.NotNull;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/// @param key what access codes are sealed with; in no table and no log
@Validated
@ConfigurationProperties("yike.booking.access-codes")
record AccessCodeSettings(@NotNull String key) {

    @Override
    public String toString() {
        return "AccessCodeSettings[]";
    }
}
