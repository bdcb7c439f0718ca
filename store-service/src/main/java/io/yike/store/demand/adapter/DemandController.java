package io.yike.store.demand.adapter;

import static io.yike.store.postgres.Columns.name;
import static io.yike.store.postgres.Columns.named;
import static io.yike.store.registering.adapter.StoreWire.point;
import static io.yike.store.registering.adapter.StoreWire.time;

import io.yike.contracts.store.api.DemandApi;
import io.yike.contracts.store.model.Fulfilment;
import io.yike.contracts.store.model.UnmetDemandPage;
import io.yike.contracts.store.model.UnmetReason;
import io.yike.contracts.store.model.WantedLine;
import io.yike.kit.page.Cursor;
import io.yike.kit.security.CurrentCaller;
import io.yike.kit.security.Role;
import io.yike.store.demand.UnmetDemands;
import io.yike.store.demand.UnmetDemands.UnmetDemand;
import io.yike.store.ranking.NobodyLeft;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RestController;

/// Unmet demand over HTTP, for operators.
@RestController
class DemandController implements DemandApi {

    private final UnmetDemands unmetDemands;
    private final CurrentCaller currentCaller;

    DemandController(UnmetDemands unmetDemands, CurrentCaller currentCaller) {
        this.unmetDemands = unmetDemands;
        this.currentCaller = currentCaller;
    }

    @Override
    public ResponseEntity<UnmetDemandPage> listUnmetDemand(
            @Nullable OffsetDateTime since,
            @Nullable OffsetDateTime before,
            @Nullable UnmetReason reason,
            @Nullable String cursor,
            Integer limit) {
        currentCaller.get().require(Role.OPERATOR);
        List<UnmetDemand> found = unmetDemands.list(
                since == null ? null : since.toInstant(),
                before == null ? null : before.toInstant(),
                reason == null ? null : named(NobodyLeft.class, reason.getValue()),
                cursor == null ? null : Cursor.parse(cursor),
                limit + 1);
        UnmetDemandPage page = new UnmetDemandPage(
                found.stream().limit(limit).map(DemandController::wire).toList());
        if (found.size() > limit) {
            UnmetDemand last = found.get(limit - 1);
            page.nextCursor(new Cursor(last.at(), last.orderId()).encode());
        }
        return ResponseEntity.ok(page);
    }

    private static io.yike.contracts.store.model.UnmetDemand wire(UnmetDemand demand) {
        return new io.yike.contracts.store.model.UnmetDemand()
                .orderId(demand.orderId())
                .at(time(demand.at()))
                .reason(UnmetReason.fromValue(name(demand.reason())))
                .fulfilment(Fulfilment.fromValue(name(demand.fulfilment())))
                .destination(demand.destination() == null ? null : point(demand.destination()))
                .lines(demand.pieces().entrySet().stream()
                        .map(line -> new WantedLine(line.getKey(), line.getValue()))
                        .toList());
    }
}
