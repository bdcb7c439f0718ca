package io.yike.dispatch.delivering.adapter;

import io.yike.contracts.dispatch.api.DeliveriesApi;
import io.yike.contracts.dispatch.model.BagReturn;
import io.yike.contracts.dispatch.model.CellOpeningWish;
import io.yike.contracts.dispatch.model.Delivery;
import io.yike.contracts.dispatch.model.DeliveryCell;
import io.yike.contracts.dispatch.model.DeliveryChange;
import io.yike.contracts.dispatch.model.DeliveryHistory;
import io.yike.contracts.dispatch.model.DeliveryPage;
import io.yike.contracts.dispatch.model.DeliveryRecipient;
import io.yike.contracts.dispatch.model.DeliveryState;
import io.yike.contracts.dispatch.model.Failure;
import io.yike.contracts.dispatch.model.HandOver;
import io.yike.contracts.dispatch.model.PickUp;
import io.yike.contracts.dispatch.model.RecipientDetails;
import io.yike.contracts.dispatch.model.Withdrawal;
import io.yike.dispatch.couriers.Couriers;
import io.yike.dispatch.delivering.ChangeDelivery;
import io.yike.dispatch.delivering.Codes;
import io.yike.dispatch.delivering.Deliveries;
import io.yike.dispatch.delivering.Deliveries.Filter;
import io.yike.dispatch.delivering.LockerCells;
import io.yike.dispatch.delivering.Recipients;
import io.yike.dispatch.delivering.domain.Decision;
import io.yike.dispatch.delivering.domain.DeliveryState.Returning;
import io.yike.dispatch.delivering.domain.DeliveryStatus;
import io.yike.dispatch.delivering.domain.LockerCell;
import io.yike.dispatch.delivering.domain.Proof;
import io.yike.dispatch.delivering.domain.Refusal;
import io.yike.dispatch.delivering.domain.ReturnReason;
import io.yike.dispatch.proof.Photos;
import io.yike.dispatch.wire.Access;
import io.yike.dispatch.wire.Page;
import io.yike.dispatch.wire.Wire;
import io.yike.kit.page.Cursor;
import io.yike.kit.problem.Problem;
import io.yike.kit.problem.ProblemException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.RestController;

@RestController
class DeliveriesController implements DeliveriesApi {

    private static final Duration RETRY = Duration.ofSeconds(10);

    private final Deliveries deliveries;
    private final DeliveryAccess access;
    private final ChangeDelivery changeDelivery;
    private final Couriers couriers;
    private final Photos photos;
    private final Codes codes;
    private final Recipients recipients;
    private final LockerCells lockerCells;
    private final TransactionTemplate transactions;
    private final Clock clock;

    DeliveriesController(
            Deliveries deliveries,
            DeliveryAccess access,
            ChangeDelivery changeDelivery,
            Couriers couriers,
            Photos photos,
            Codes codes,
            Recipients recipients,
            LockerCells lockerCells,
            TransactionTemplate transactions,
            Clock clock) {
        this.deliveries = deliveries;
        this.access = access;
        this.changeDelivery = changeDelivery;
        this.couriers = couriers;
        this.photos = photos;
        this.codes = codes;
        this.recipients = recipients;
        this.lockerCells = lockerCells;
        this.transactions = transactions;
        this.clock = clock;
    }

    @Override
    public ResponseEntity<DeliveryPage> listDeliveries(
            @Nullable UUID orderId,
            @Nullable UUID courierId,
            @Nullable UUID storeId,
            @Nullable DeliveryState state,
            @Nullable String cursor,
            @Nullable Integer limit) {
        DeliveryStatus status = state == null ? null : Wire.constant(DeliveryStatus.class, state.getValue());
        Filter filter = new Filter(access.owners(), orderId, courierId, storeId, status);
        Page<io.yike.dispatch.delivering.domain.Delivery> page = Page.of(
                limit,
                size -> deliveries.list(filter, Page.after(cursor), size),
                delivery -> new Cursor(delivery.createdAt(), delivery.id()));
        return ResponseEntity.ok(
                new DeliveryPage(page.items().stream().map(this::answer).toList()).nextCursor(page.nextCursor()));
    }

    @Override
    public ResponseEntity<Delivery> getDelivery(UUID deliveryId) {
        return ResponseEntity.ok(answer(access.seen(deliveryId)));
    }

    @Override
    public ResponseEntity<DeliveryHistory> getDeliveryHistory(UUID deliveryId) {
        UUID id = access.seen(deliveryId).id();
        return ResponseEntity.ok(new DeliveryHistory(
                id,
                deliveries.history(id).stream()
                        .map(change -> new DeliveryChange(
                                        change.sequence(),
                                        DeliveryState.fromValue(Wire.word(change.state())),
                                        Wire.time(change.at()),
                                        change.actor())
                                .reason(change.reason()))
                        .toList()));
    }

    @Override
    public ResponseEntity<DeliveryRecipient> getDeliveryRecipient(UUID deliveryId) {
        var delivery = access.carried(deliveryId);
        if (delivery.state().findLiveCarriage().isEmpty()) {
            throw Refusals.problem(Refusal.DELIVERY_STATE, "deliveryId");
        }
        DeliveryRecipient answer =
                new DeliveryRecipient(Wire.point(delivery.errand().dropoff()));
        recipients
                .find(delivery.errand().orderId())
                .ifPresent(recipient ->
                        answer.details(new RecipientDetails(recipient.name(), recipient.phone(), recipient.address())
                                .note(recipient.note())));
        return ResponseEntity.ok(answer);
    }

    @Override
    public ResponseEntity<DeliveryCell> getDeliveryCell(UUID deliveryId) {
        var delivery = access.carried(deliveryId);
        LockerCell cell = cellOf(delivery);
        requireBag(delivery);
        DeliveryCell answer = DeliveryWire.cell(cell, delivery.errand());
        lockerCells
                .codes(cell.holdId())
                .ifPresent(codes -> answer.code(codes.code()).offlineCode(codes.offlineCode()));
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(answer);
    }

    /// The hand-over is what booking-service tells of the opening; asked again after it, this answers as before.
    @Override
    public ResponseEntity<DeliveryCell> openDeliveryCell(UUID deliveryId, CellOpeningWish wish) {
        var delivery = access.carried(deliveryId);
        LockerCell cell = cellOf(delivery);
        if (!(delivery.state() instanceof io.yike.dispatch.delivering.domain.DeliveryState.Delivered delivered
                && delivered.proof() == Proof.LOCKER_CELL)) {
            requireBag(delivery);
            switch (lockerCells.open(cell.holdId(), Boolean.TRUE.equals(wish.getByOfflineCode()))) {
                case OPEN -> {
                    // The hand-over follows by itself.
                }
                case NOT_TO_BE_OPENED -> throw noCell();
                case DOES_NOT_OPEN ->
                    throw new ProblemException(
                            Problem.conflict("cell_does_not_open", "The cell does not open from afar"));
                case NO_ANSWER -> throw new ProblemException(Problem.unavailable(RETRY));
            }
        }
        return ResponseEntity.ok(DeliveryWire.cell(cell, delivery.errand()));
    }

    private static LockerCell cellOf(io.yike.dispatch.delivering.domain.Delivery delivery) {
        LockerCell cell = delivery.errand().cell();
        if (cell == null) {
            throw noCell();
        }
        return cell;
    }

    private static ProblemException noCell() {
        return new ProblemException(Problem.conflict("no_cell", "It does not go to a cell"));
    }

    private static void requireBag(io.yike.dispatch.delivering.domain.Delivery delivery) {
        if (!delivery.state().hasBag() || delivery.state() instanceof Returning) {
            throw Refusals.problem(Refusal.DELIVERY_STATE, "deliveryId");
        }
    }

    @Override
    public ResponseEntity<Delivery> withdrawFromDelivery(UUID deliveryId, Withdrawal withdrawal) {
        var seen = access.carried(deliveryId);
        UUID courierId = access.courierAt(seen);
        return step(seen, "reason", (delivery, now) -> delivery.withdraw(courierId, now));
    }

    @Override
    public ResponseEntity<Delivery> arriveAtPickup(UUID deliveryId) {
        return step(access.carried(deliveryId), "deliveryId", (delivery, now) -> delivery.arriveAtPickup(now));
    }

    @Override
    public ResponseEntity<Delivery> pickUp(UUID deliveryId, PickUp pickUp) {
        return step(
                access.carried(deliveryId), "bagCode", (delivery, now) -> delivery.pickUp(pickUp.getBagCode(), now));
    }

    @Override
    public ResponseEntity<Delivery> arriveAtDropoff(UUID deliveryId) {
        return step(access.carried(deliveryId), "deliveryId", (delivery, now) -> delivery.arriveAtDropoff(now));
    }

    @Override
    public ResponseEntity<Delivery> handOver(UUID deliveryId, HandOver request) {
        var handOver = new io.yike.dispatch.delivering.domain.HandOver(
                Wire.constant(Proof.class, request.getProof().getValue()),
                request.getRecipientCode(),
                request.getPhotoId(),
                DeliveryWire.collection(request.getCollected()));
        return step(
                access.carried(deliveryId),
                "recipientCode",
                (delivery, now) -> isUnknownPhoto(deliveryId, handOver.photoId())
                        ? new Decision.Refused(delivery, Refusal.PHOTO_UNKNOWN)
                        : delivery.handOver(handOver, now));
    }

    @Override
    public ResponseEntity<Delivery> failDelivery(UUID deliveryId, Failure failure) {
        ReturnReason reason =
                Wire.constant(ReturnReason.class, failure.getReason().getValue());
        return step(
                access.carried(deliveryId),
                "reason",
                (delivery, now) -> isUnknownPhoto(deliveryId, failure.getPhotoId())
                        ? new Decision.Refused(delivery, Refusal.PHOTO_UNKNOWN)
                        : delivery.fail(reason, codes.next(), now));
    }

    @Override
    public ResponseEntity<Delivery> returnDelivery(UUID deliveryId, BagReturn request) {
        var seen = access.returnable(deliveryId);
        boolean saidByCourier = !access.isStoreOrOperator(seen);
        return step(seen, "bagCode", (delivery, now) -> delivery.returned(request.getBagCode(), saidByCourier, now));
    }

    /// Lets the caller's step happen. A refusal commits, too: a wrong code has been counted by then.
    private ResponseEntity<Delivery> step(
            io.yike.dispatch.delivering.domain.Delivery seen,
            String codeField,
            BiFunction<io.yike.dispatch.delivering.domain.Delivery, Instant, Decision> trigger) {
        Instant now = clock.instant();
        String actor = access.actor(seen);
        Decision decision = Objects.requireNonNull(transactions.execute(_ -> {
            Decision made = changeDelivery
                    .change(
                            seen.id(),
                            actor,
                            now,
                            delivery -> access.isStill(seen, delivery)
                                    ? trigger.apply(delivery, now)
                                    : new Decision.Refused(delivery, Refusal.DELIVERY_STATE))
                    .orElseThrow(Access::notFound);
            seen.state()
                    .findLiveCarriage()
                    .filter(_ -> access.isCarrier(seen))
                    .ifPresent(carriage -> couriers.heard(carriage.courierId(), now));
            return made;
        }));
        return switch (decision) {
            case Decision.Changed changed -> ResponseEntity.ok(answer(changed.delivery()));
            case Decision.Ignored _ ->
                ResponseEntity.ok(answer(deliveries.find(seen.id()).orElseThrow(Access::notFound)));
            case Decision.Refused refused -> throw Refusals.problem(refused.refusal(), codeField);
        };
    }

    private Delivery answer(io.yike.dispatch.delivering.domain.Delivery delivery) {
        return DeliveryWire.of(delivery, access.seesDropoff(delivery));
    }

    private boolean isUnknownPhoto(UUID deliveryId, @Nullable UUID photoId) {
        return photoId != null && photos.find(deliveryId, photoId).isEmpty();
    }
}
