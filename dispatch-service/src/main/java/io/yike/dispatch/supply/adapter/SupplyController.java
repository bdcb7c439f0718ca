package io.yike.dispatch.supply.adapter;

import io.yike.contracts.dispatch.api.SupplyApi;
import io.yike.contracts.dispatch.model.Supply;
import io.yike.contracts.dispatch.model.SupplyArea;
import io.yike.dispatch.supply.SupplyFeed;
import io.yike.dispatch.wire.Wire;
import io.yike.kit.security.CurrentCaller;
import io.yike.kit.security.Role;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RestController;

@RestController
class SupplyController implements SupplyApi {

    private final SupplyFeed supplyFeed;
    private final CurrentCaller currentCaller;

    SupplyController(SupplyFeed supplyFeed, CurrentCaller currentCaller) {
        this.supplyFeed = supplyFeed;
        this.currentCaller = currentCaller;
    }

    @Override
    public ResponseEntity<Supply> getSupply() {
        currentCaller.get().require(Role.SERVICE, Role.OPERATOR);
        return ResponseEntity.ok(new Supply(supplyFeed.areas().stream()
                .map(supply -> new SupplyArea(
                        supply.area().geohash(),
                        Wire.point(supply.area().centre()),
                        supply.freeCouriers(),
                        supply.expectedArrival().toSeconds(),
                        Wire.time(supply.at())))
                .toList()));
    }
}
