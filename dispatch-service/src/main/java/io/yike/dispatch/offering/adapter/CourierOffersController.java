package io.yike.dispatch.offering.adapter;

import io.yike.contracts.dispatch.api.CourierOffersApi;
import io.yike.contracts.dispatch.model.CourierOffer;
import io.yike.contracts.dispatch.model.CourierOfferDecline;
import io.yike.contracts.dispatch.model.CourierOfferPage;
import io.yike.contracts.dispatch.model.CourierOfferState;
import io.yike.contracts.dispatch.model.Delivery;
import io.yike.dispatch.couriers.Couriers;
import io.yike.dispatch.delivering.adapter.DeliveryWire;
import io.yike.dispatch.offering.AcceptOffer;
import io.yike.dispatch.offering.CourierOffers;
import io.yike.dispatch.offering.CourierOffers.Filter;
import io.yike.dispatch.offering.DeclineOffer;
import io.yike.dispatch.offering.domain.CourierOffer.DeclineReason;
import io.yike.dispatch.offering.domain.CourierOffer.State;
import io.yike.dispatch.wire.Access;
import io.yike.dispatch.wire.Page;
import io.yike.dispatch.wire.Wire;
import io.yike.kit.page.Cursor;
import io.yike.kit.problem.Problem;
import io.yike.kit.problem.ProblemException;
import io.yike.kit.security.Caller;
import io.yike.kit.security.CurrentCaller;
import io.yike.kit.security.Role;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RestController;

@RestController
class CourierOffersController implements CourierOffersApi {

    private final CourierOffers offers;
    private final Couriers couriers;
    private final AcceptOffer acceptOffer;
    private final DeclineOffer declineOffer;
    private final OfferWire wire;
    private final CurrentCaller currentCaller;

    CourierOffersController(
            CourierOffers offers,
            Couriers couriers,
            AcceptOffer acceptOffer,
            DeclineOffer declineOffer,
            OfferWire wire,
            CurrentCaller currentCaller) {
        this.offers = offers;
        this.couriers = couriers;
        this.acceptOffer = acceptOffer;
        this.declineOffer = declineOffer;
        this.wire = wire;
        this.currentCaller = currentCaller;
    }

    @Override
    public ResponseEntity<CourierOfferPage> listCourierOffers(
            @Nullable UUID courierId,
            @Nullable UUID deliveryId,
            @Nullable CourierOfferState state,
            @Nullable String cursor,
            @Nullable Integer limit) {
        Caller caller = currentCaller.get();
        caller.require(Role.COURIER, Role.FLEET, Role.OPERATOR);
        Filter filter = new Filter(
                caller.has(Role.OPERATOR) ? null : Access.ids(caller, Role.COURIER),
                Access.ids(caller, Role.FLEET),
                courierId,
                deliveryId,
                state == null ? null : Wire.constant(State.class, state.getValue()));
        Page<io.yike.dispatch.offering.domain.CourierOffer> page = Page.of(
                limit,
                size -> offers.list(filter, Page.after(cursor), size),
                offer -> new Cursor(offer.offeredAt(), offer.id()));
        return ResponseEntity.ok(new CourierOfferPage(wire.of(page.items())).nextCursor(page.nextCursor()));
    }

    @Override
    public ResponseEntity<CourierOffer> getCourierOffer(UUID offerId) {
        return ResponseEntity.ok(wire.of(own(offerId).offer()));
    }

    @Override
    public ResponseEntity<Delivery> acceptCourierOffer(UUID offerId) {
        return switch (acceptOffer.accept(offerId, own(offerId).actor())) {
            case AcceptOffer.Outcome.Accepted(var delivery) -> ResponseEntity.ok(DeliveryWire.of(delivery, true));
            case AcceptOffer.Outcome.Closed(State how) -> throw closed(how);
        };
    }

    @Override
    public ResponseEntity<CourierOffer> declineCourierOffer(UUID offerId, CourierOfferDecline request) {
        DeclineReason reason =
                Wire.constant(DeclineReason.class, request.getReason().getValue());
        var offer = declineOffer.decline(own(offerId).offer().id(), reason);
        if (offer.state() != State.DECLINED) {
            throw closed(offer.state());
        }
        return ResponseEntity.ok(wire.of(offer));
    }

    private record Own(io.yike.dispatch.offering.domain.CourierOffer offer, String actor) {}

    /// The offer, if it is to the caller, or to a courier of the caller's fleet, or the caller is an operator; else
    /// 404.
    private Own own(UUID offerId) {
        Caller caller = currentCaller.get();
        caller.require(Role.COURIER, Role.FLEET, Role.OPERATOR);
        return offers.find(offerId)
                .flatMap(offer -> couriers.find(offer.courierId())
                        .filter(courier -> Access.actsFor(caller, courier.id(), courier.fleetId()))
                        .map(courier -> new Own(offer, Access.actor(caller, courier.id(), courier.fleetId()))))
                .orElseThrow(Access::notFound);
    }

    private static ProblemException closed(State how) {
        return new ProblemException(
                switch (how) {
                    case ACCEPTED -> Problem.conflict("offer_accepted", "The offer was accepted");
                    case DECLINED -> Problem.conflict("offer_declined", "The offer was declined");
                    case WITHDRAWN -> Problem.conflict("offer_withdrawn", "The offer was taken back");
                    case EXPIRED, OPEN -> Problem.conflict("offer_expired", "The offer has lapsed");
                });
    }
}
