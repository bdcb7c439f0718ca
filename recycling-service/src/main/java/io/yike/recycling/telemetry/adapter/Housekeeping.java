package io.yike.recycling.telemetry.adapter;

import io.yike.recycling.telemetry.ForgetReadings;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

@Component
class Housekeeping {

    private final ForgetReadings forgetReadings;

    Housekeeping(ForgetReadings forgetReadings) {
        this.forgetReadings = forgetReadings;
    }

    @Scheduled(fixedDelayString = "PT1H", initialDelayString = "PT10M")
    void forget() {
        forgetReadings.forget();
    }
}
