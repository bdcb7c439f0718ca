package io.yike.recycling.pickups.adapter;

import io.yike.recycling.pickups.ForgetAddresses;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

@Component
class PickupsHousekeeping {

    private final ForgetAddresses forgetAddresses;

    PickupsHousekeeping(ForgetAddresses forgetAddresses) {
        this.forgetAddresses = forgetAddresses;
    }

    @Scheduled(fixedDelayString = "PT1H", initialDelayString = "PT12M")
    void forget() {
        forgetAddresses.forget();
    }
}
