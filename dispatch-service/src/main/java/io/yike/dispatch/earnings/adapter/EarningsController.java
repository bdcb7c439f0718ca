package io.yike.dispatch.earnings.adapter;

import io.yike.contracts.dispatch.api.EarningsApi;
import io.yike.contracts.dispatch.model.EarningKind;
import io.yike.contracts.dispatch.model.Earnings;
import io.yike.dispatch.DispatchSettings;
import io.yike.dispatch.couriers.Couriers;
import io.yike.dispatch.couriers.domain.Courier;
import io.yike.dispatch.earnings.domain.Earning;
import io.yike.dispatch.earnings.domain.Earning.Kind;
import io.yike.dispatch.wire.Access;
import io.yike.dispatch.wire.Wire;
import io.yike.kit.security.Caller;
import io.yike.kit.security.CurrentCaller;
import io.yike.kit.security.Role;
import io.yike.payments.Money;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RestController;

@RestController
class EarningsController implements EarningsApi {

    private static final Set<Kind> EARNED = Set.of(Kind.DELIVERED, Kind.RETURNED);

    private final io.yike.dispatch.earnings.Earnings earnings;
    private final Couriers couriers;
    private final DispatchSettings settings;
    private final CurrentCaller currentCaller;

    EarningsController(
            io.yike.dispatch.earnings.Earnings earnings,
            Couriers couriers,
            DispatchSettings settings,
            CurrentCaller currentCaller) {
        this.earnings = earnings;
        this.couriers = couriers;
        this.settings = settings;
        this.currentCaller = currentCaller;
    }

    @Override
    public ResponseEntity<Earnings> getEarnings(LocalDate day, UUID courierId) {
        Caller caller = currentCaller.get();
        caller.require(Role.COURIER, Role.FLEET, Role.OPERATOR);
        UUID id = couriers.find(courierId)
                .filter(courier -> Access.actsFor(caller, courier.id(), courier.fleetId()))
                .map(Courier::id)
                .orElseThrow(Access::notFound);
        List<Earning> rows = earnings.list(id, day);
        return ResponseEntity.ok(new Earnings(
                id,
                day,
                Wire.money(sum(rows, EARNED)),
                Wire.money(sum(rows, Set.of(Kind.CASH_COLLECTED))),
                rows.stream().map(EarningsController::answer).toList()));
    }

    private Money sum(List<Earning> rows, Set<Kind> kinds) {
        return rows.stream()
                .filter(row -> kinds.contains(row.kind()))
                .map(Earning::amount)
                .reduce(Money.zero(settings.currency()), Money::plus);
    }

    private static io.yike.contracts.dispatch.model.Earning answer(Earning row) {
        return new io.yike.contracts.dispatch.model.Earning(
                row.id(),
                row.deliveryId(),
                EarningKind.fromValue(Wire.word(row.kind())),
                Wire.money(row.amount()),
                Wire.time(row.at()));
    }
}
