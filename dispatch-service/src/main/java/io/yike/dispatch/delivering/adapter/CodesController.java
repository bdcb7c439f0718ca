package io.yike.dispatch.delivering.adapter;

import io.yike.contracts.dispatch.api.CodesApi;
import io.yike.contracts.dispatch.model.HandOverCode;
import io.yike.contracts.dispatch.model.ReissuedCode;
import io.yike.dispatch.delivering.ChangeDelivery;
import io.yike.dispatch.delivering.Codes;
import io.yike.dispatch.delivering.domain.Decision;
import io.yike.dispatch.delivering.domain.Delivery;
import io.yike.dispatch.wire.Access;
import io.yike.kit.idempotency.Idempotency;
import java.time.Clock;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RestController;

@RestController
class CodesController implements CodesApi {

    private final DeliveryAccess access;
    private final ChangeDelivery changeDelivery;
    private final Codes codes;
    private final Idempotency idempotency;
    private final Clock clock;

    CodesController(
            DeliveryAccess access, ChangeDelivery changeDelivery, Codes codes, Idempotency idempotency, Clock clock) {
        this.access = access;
        this.changeDelivery = changeDelivery;
        this.codes = codes;
        this.idempotency = idempotency;
        this.clock = clock;
    }

    /// What an idempotency key is compared by.
    private record Reissue(UUID deliveryId) {}

    @Override
    public ResponseEntity<HandOverCode> getBagCode(UUID deliveryId) {
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .body(answer(access.ofStore(deliveryId).bagCode()));
    }

    @Override
    public ResponseEntity<HandOverCode> getRecipientCode(UUID deliveryId) {
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .body(answer(access.ofBuyer(deliveryId).recipientCode()));
    }

    @Override
    public ResponseEntity<HandOverCode> reissueBagCode(String idempotencyKey, UUID deliveryId) {
        Delivery seen = access.ofStore(deliveryId);
        // The kept answer must not hold a code: it is read afresh.
        idempotency.once("reissueBagCode", idempotencyKey, new Reissue(deliveryId), Void.class, () -> {
            change(seen, delivery -> delivery.reissueBagCode(codes.next()));
            return ResponseEntity.ok().build();
        });
        return getBagCode(deliveryId);
    }

    @Override
    public ResponseEntity<ReissuedCode> reissueRecipientCode(String idempotencyKey, UUID deliveryId) {
        Delivery seen = access.ofStore(deliveryId);
        return idempotency.once(
                "reissueRecipientCode", idempotencyKey, new Reissue(deliveryId), ReissuedCode.class, () -> {
                    change(seen, delivery -> delivery.reissueRecipientCode(codes.next()));
                    return ResponseEntity.ok(new ReissuedCode(false, 0));
                });
    }

    private void change(Delivery seen, Function<Delivery, Decision> trigger) {
        Decision decision = changeDelivery
                .change(seen.id(), access.actor(seen), clock.instant(), trigger)
                .orElseThrow(Access::notFound);
        if (decision instanceof Decision.Refused refused) {
            throw Refusals.problem(refused.refusal(), "deliveryId");
        }
    }

    private static HandOverCode answer(io.yike.dispatch.delivering.domain.HandOverCode code) {
        return new HandOverCode(code.digits(), code.locked(), code.wrongTries());
    }
}
