package io.yike.local.city;

import io.yike.contracts.dispatch.model.BagReturn;
import io.yike.contracts.dispatch.model.Courier;
import io.yike.contracts.dispatch.model.CourierDeclineReason;
import io.yike.contracts.dispatch.model.CourierOffer;
import io.yike.contracts.dispatch.model.CourierOfferDecline;
import io.yike.contracts.dispatch.model.Delivery;
import io.yike.contracts.dispatch.model.DeliveryCell;
import io.yike.contracts.dispatch.model.Failure;
import io.yike.contracts.dispatch.model.FailureReason;
import io.yike.contracts.dispatch.model.GeoPoint;
import io.yike.contracts.dispatch.model.HandOver;
import io.yike.contracts.dispatch.model.HandOverCode;
import io.yike.contracts.dispatch.model.HandOverProof;
import io.yike.contracts.dispatch.model.NextTask;
import io.yike.contracts.dispatch.model.Photo;
import io.yike.contracts.dispatch.model.PickUp;
import io.yike.contracts.dispatch.model.PositionReceipt;
import io.yike.contracts.dispatch.model.PositionReport;
import io.yike.contracts.dispatch.model.ReportedPosition;
import io.yike.contracts.dispatch.model.TaskKind;
import io.yike.contracts.dispatch.model.UnreachableChoice;
import io.yike.contracts.dispatch.model.Withdrawal;
import io.yike.contracts.dispatch.model.WithdrawalReason;
import io.yike.local.city.Visitors.Door;
import io.yike.local.city.api.Answer;
import io.yike.local.city.api.Answer.Refused;
import io.yike.local.city.api.ApiClient;
import io.yike.local.city.api.ApiException;
import io.yike.local.city.district.Dice;
import io.yike.local.city.district.Rider;
import io.yike.travel.Coordinate;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A courier at work: asks for the next task, rides along the streets, reports where it is, hands over.
final class CourierShift implements Runnable {

    private static final System.Logger LOG = System.getLogger(CourierShift.class.getName());

    /// A courier on an electric bicycle.
    private static final double METRES_PER_SECOND = 5.5;

    private static final int WAIT_SECONDS = 15;
    private static final Duration REPORT_IDLE = Duration.ofSeconds(20);
    private static final Duration REPORT_RIDING = Duration.ofSeconds(2);
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);
    private static final Duration AFTER_TROUBLE = Duration.ofSeconds(3);
    private static final int MOST_CLOSED_DOORS = 30;
    private static final double BREAKS_DOWN = 0.01;

    private static final Set<TaskKind> UNDER_WAY = Set.of(
            TaskKind.GO_TO_PICKUP, TaskKind.PICK_UP, TaskKind.GO_TO_DROPOFF, TaskKind.HAND_OVER, TaskKind.BRING_BACK);

    /// A picture of a door, as small as a picture can be.
    private static final byte[] PHOTO = Base64.getDecoder()
            .decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGNoSHAAAAKEASFpy73iAAAAAElFTkSuQmCC");

    private final Town town;
    private final Rider rider;
    private final UUID courierId;
    private final ApiClient client;
    private final Visitors visitors;
    private final Dice dice;
    private final Runnable begun;
    private Coordinate place;
    private Instant reportedAt = Instant.EPOCH;
    private boolean awake;
    private int closedDoors;

    /// @param begun told once the courier is on shift and has said where
    CourierShift(Town town, UUID courierId, Rider rider, Visitors visitors, Runnable begun) {
        this.begun = begun;
        this.town = town;
        this.rider = rider;
        this.courierId = courierId;
        this.client = town.fleetOf(rider);
        this.visitors = visitors;
        this.dice = Dice.of(town.district().seed(), "courier/" + rider.phone());
        this.place = rider.home();
    }

    /// Until the town's patience ends.
    @Override
    public void run() {
        boolean working = false;
        boolean told = false;
        while (town.patience().lasts()) {
            try {
                if (!working) {
                    client.post(path("/shift/start"), Map.of(), Courier.class).get();
                    working = true;
                }
                if (reportedAt.plus(REPORT_IDLE).isBefore(town.clock().instant())) {
                    report();
                }
                if (!told) {
                    begun.run();
                    told = true;
                }
                perform(nextTask(WAIT_SECONDS));
            } catch (ApiException trouble) {
                if (town.patience().lasts()) {
                    LOG.log(Level.DEBUG, () -> rider.name() + " has trouble", trouble);
                    town.patience().wait(AFTER_TROUBLE);
                }
            }
        }
    }

    private void perform(NextTask task) {
        var delivery = task.getDelivery();
        if (task.getKind() == TaskKind.OFFER) {
            consider(required(task.getOffer(), "offer"));
        } else if (UNDER_WAY.contains(task.getKind())) {
            carryOn(task.getKind(), required(delivery, "delivery"));
        }
    }

    private void carryOn(TaskKind kind, Delivery delivery) {
        switch (kind) {
            case GO_TO_PICKUP -> goToPickup(delivery);
            case PICK_UP -> pickUp(delivery);
            case GO_TO_DROPOFF -> {
                if (ride(kind, delivery, required(delivery.getDropoff(), "dropoff"))) {
                    act(delivery, "arrive-at-dropoff", Map.of());
                }
            }
            case HAND_OVER -> handOver(delivery);
            case BRING_BACK -> {
                if (ride(kind, delivery, delivery.getPickup())) {
                    act(delivery, "return", new BagReturn().bagCode(bagCode(delivery)));
                }
            }
            case NONE, OFFER -> throw new IllegalArgumentException(kind + " has no delivery");
        }
    }

    /// Accepts, declines, or looks away until it has lapsed. The first offer of a shift is never overlooked.
    private void consider(CourierOffer offer) {
        boolean ignores = dice.hits(rider.ignores()) && awake;
        boolean declines = dice.hits(rider.declines());
        awake = true;
        if (ignores) {
            town.patience()
                    .wait(Duration.between(
                                    town.clock().instant(), offer.getExpiresAt().toInstant())
                            .plus(LOOK_AGAIN));
            return;
        }
        if (!town.patience().wait(rider.attention())) {
            return;
        }
        var offers = "/v1/courier-offers/" + offer.getOfferId();
        Answer<?> answer;
        if (declines) {
            answer = client.post(
                    offers + "/decline", new CourierOfferDecline(CourierDeclineReason.TOO_FAR), CourierOffer.class);
        } else {
            answer = client.post(offers + "/accept", Map.of(), Delivery.class);
        }
        noteRefusal("answer an offer", answer);
    }

    private void goToPickup(Delivery delivery) {
        if (dice.hits(BREAKS_DOWN)) {
            act(delivery, "withdraw", new Withdrawal(WithdrawalReason.VEHICLE_BROKEN));
        } else if (ride(TaskKind.GO_TO_PICKUP, delivery, delivery.getPickup())) {
            act(delivery, "arrive-at-pickup", Map.of());
        }
    }

    /// The shop shows the code once the bag is packed.
    private void pickUp(Delivery delivery) {
        if (Boolean.TRUE.equals(delivery.getReady())) {
            act(delivery, "pick-up", new PickUp(bagCode(delivery)));
        } else {
            town.patience().wait(LOOK_AGAIN);
        }
    }

    /// The locker tells that the cell was opened; until that is heard, the task stays what it is.
    private void stow(Delivery delivery) {
        var cell = client.get("/v1/deliveries/" + delivery.getDeliveryId() + "/cell", DeliveryCell.class);
        if (cell instanceof Answer.Given<DeliveryCell>(var known, var _) && visitors.stow(known)) {
            closedDoors = 0;
        } else {
            noteRefusal("open the cell", cell);
            closedDoors++;
        }
        if (closedDoors > MOST_CLOSED_DOORS) {
            closedDoors = 0;
            act(delivery, "fail", new Failure(FailureReason.WRONG_ADDRESS));
        }
        town.patience().wait(LOOK_AGAIN);
    }

    private void handOver(Delivery delivery) {
        if (delivery.getCell() != null) {
            stow(delivery);
            return;
        }
        switch (visitors.ring(delivery.getDeliveryId(), delivery.getOrderId())) {
            case Door.Code(var code) ->
                act(
                        delivery,
                        "hand-over",
                        new HandOver(HandOverProof.RECIPIENT_CODE)
                                .recipientCode(code)
                                .collected(delivery.getCollect()));
            case Door.NoCode() ->
                act(
                        delivery,
                        "hand-over",
                        new HandOver(HandOverProof.PHOTO)
                                .photoId(photograph(delivery))
                                .collected(delivery.getCollect()));
            case Door.Nobody() -> {
                if (delivery.getUnreachable() == UnreachableChoice.LEAVE_AT_DOOR && delivery.getCollect() == null) {
                    act(delivery, "hand-over", new HandOver(HandOverProof.LEFT_AT_DOOR).photoId(photograph(delivery)));
                } else {
                    act(delivery, "fail", new Failure(FailureReason.RECIPIENT_UNREACHABLE));
                }
            }
        }
    }

    /// Rides there, reports on the way and answers offers on the way.
    ///
    /// @return whether one arrived; false if the task is no more
    private boolean ride(TaskKind kind, Delivery delivery, GeoPoint to) {
        var way = town.district().streets().between(place, new Coordinate(to.getLat(), to.getLng()));
        double metres = way.metres();
        double ridden = 0;
        while (ridden < metres) {
            double stretch = town.pace().metres(REPORT_RIDING, METRES_PER_SECOND);
            double share = Math.min(1, (metres - ridden) / stretch);
            if (!town.patience().wait(Duration.ofMillis(Math.round(REPORT_RIDING.toMillis() * share)))) {
                return false;
            }
            ridden += stretch;
            place = way.after(ridden);
            report();
            if (ridden < metres && !stillTo(kind, delivery)) {
                return false;
            }
        }
        return true;
    }

    private boolean stillTo(TaskKind kind, Delivery delivery) {
        var task = nextTask(0);
        if (task.getKind() == TaskKind.OFFER) {
            consider(required(task.getOffer(), "offer"));
            return true;
        }
        var current = task.getDelivery();
        return task.getKind() == kind
                && current != null
                && current.getDeliveryId().equals(delivery.getDeliveryId());
    }

    private NextTask nextTask(int waitSeconds) {
        return client.get(path("/next-task?waitSeconds=" + waitSeconds), NextTask.class)
                .get();
    }

    private void report() {
        var now = town.clock().instant();
        var receipt = client.post(
                path("/positions"),
                new PositionReport(List.of(new ReportedPosition(
                        new GeoPoint(place.latitude(), place.longitude()), now.atOffset(ZoneOffset.UTC)))),
                PositionReceipt.class);
        reportedAt = now;
        noteRefusal("report a position", receipt);
    }

    private void act(Delivery delivery, String action, Object body) {
        var answer = client.post("/v1/deliveries/" + delivery.getDeliveryId() + "/" + action, body, Delivery.class);
        noteRefusal(action, answer);
        if (answer instanceof Refused) {
            town.patience().wait(LOOK_AGAIN);
        }
    }

    /// The courier reads it from the till's screen.
    private String bagCode(Delivery delivery) {
        var shop = town.shops().get(delivery.getStoreId());
        if (shop == null) {
            throw new ApiException("store " + delivery.getStoreId() + " is not of this city");
        }
        return town.tillOf(shop)
                .get("/v1/deliveries/" + delivery.getDeliveryId() + "/bag-code", HandOverCode.class)
                .get()
                .getCode();
    }

    private UUID photograph(Delivery delivery) {
        return client.postBytes("/v1/deliveries/" + delivery.getDeliveryId() + "/photos", PHOTO, Photo.class)
                .get()
                .getPhotoId();
    }

    private void noteRefusal(String what, Answer<?> answer) {
        if (answer instanceof Refused<?> refused) {
            LOG.log(Level.DEBUG, () -> rider.name() + " could not " + what + ": " + refused);
        }
    }

    private static <T> T required(@Nullable T value, String name) {
        if (value == null) {
            throw new ApiException("the task has no " + name);
        }
        return value;
    }

    private String path(String rest) {
        return "/v1/couriers/" + courierId + rest;
    }
}
