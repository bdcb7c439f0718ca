package io.yike.order.ordering.domain;

import static io.yike.order.ordering.domain.OrderFixtures.COURIER;
import static io.yike.order.ordering.domain.OrderFixtures.DELIVERY;
import static io.yike.order.ordering.domain.OrderFixtures.NEXT_OFFER;
import static io.yike.order.ordering.domain.OrderFixtures.NEXT_STORE;
import static io.yike.order.ordering.domain.OrderFixtures.OFFER;
import static io.yike.order.ordering.domain.OrderFixtures.ROUTE_UNTIL;
import static io.yike.order.ordering.domain.OrderFixtures.STORE;
import static io.yike.order.ordering.domain.OrderFixtures.TERMS;
import static io.yike.order.ordering.domain.OrderFixtures.accepted;
import static io.yike.order.ordering.domain.OrderFixtures.acceptedForPickup;
import static io.yike.order.ordering.domain.OrderFixtures.after;
import static io.yike.order.ordering.domain.OrderFixtures.answer;
import static io.yike.order.ordering.domain.OrderFixtures.at;
import static io.yike.order.ordering.domain.OrderFixtures.authorised;
import static io.yike.order.ordering.domain.OrderFixtures.cancelled;
import static io.yike.order.ordering.domain.OrderFixtures.completed;
import static io.yike.order.ordering.domain.OrderFixtures.offer;
import static io.yike.order.ordering.domain.OrderFixtures.offered;
import static io.yike.order.ordering.domain.OrderFixtures.offeredToTheNext;
import static io.yike.order.ordering.domain.OrderFixtures.onTheRoad;
import static io.yike.order.ordering.domain.OrderFixtures.placed;
import static io.yike.order.ordering.domain.OrderFixtures.ready;
import static io.yike.order.ordering.domain.OrderFixtures.readyForPickup;
import static io.yike.order.ordering.domain.OrderFixtures.returned;
import static io.yike.order.ordering.domain.OrderFixtures.step;
import static io.yike.order.ordering.domain.OrderFixtures.taken;
import static io.yike.order.ordering.domain.OrderFixtures.unfulfilled;
import static io.yike.order.ordering.domain.OrderFixtures.whole;
import static io.yike.order.ordering.domain.OrderFixtures.yuan;
import static org.assertj.core.api.Assertions.assertThat;

import io.yike.order.ordering.domain.DeliveryStep.What;
import io.yike.payments.Money;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class OrderTest {

    @Test
    void looksForAStoreOnceItIsPaidFor() {
        Order order = after(placed().authorise(at(1), ROUTE_UNTIL));

        assertThat(order.state()).isEqualTo(new OrderState.Authorised(ROUTE_UNTIL));
        assertThat(order.state().status()).isEqualTo(OrderStatus.PLACED);
    }

    @Test
    void hasItsStoreAtOnceWhenTakenAtACounter() {
        assertThat(taken().state()).isEqualTo(new OrderState.Taken(STORE, at(1)));
        assertThat(taken().state().status()).isEqualTo(OrderStatus.ACCEPTED);
    }

    @Test
    void isCancelledForNothingWhenThePaymentIsRefused() {
        Order order = after(placed().refusePayment(at(60)));

        assertThat(order.state().findEnding())
                .contains(new Ending("payment_refused", Fault.PLATFORM, yuan(0), yuan(29)));
    }

    @Test
    void ignoresARefusalThatComesAfterTheAuthorisation() {
        assertThat(authorised().refusePayment(at(61))).isInstanceOf(Decision.Ignored.class);
    }

    @Test
    void ignoresAnAuthorisationThatComesAfterTheEnd() {
        Order order = after(placed().refusePayment(at(60)));

        assertThat(order.authorise(at(61), ROUTE_UNTIL)).isInstanceOf(Decision.Ignored.class);
    }

    @Test
    void goesToTheNextStoreOnALaterAttempt() {
        Order order = offeredToTheNext();

        assertThat(order.state().findStoreId()).contains(NEXT_STORE);
        assertThat(order.acceptOffer(OFFER, whole())).isInstanceOf(Decision.Ignored.class);
    }

    @Test
    void ignoresAnOfferThatComesAgainOrAfterALaterOne() {
        assertThat(offered().offer(offer(OFFER, STORE, 1))).isInstanceOf(Decision.Ignored.class);
        assertThat(offeredToTheNext().offer(offer(OFFER, STORE, 1))).isInstanceOf(Decision.Ignored.class);
    }

    @Test
    void waitsForTheOfferWhenItsAnswerComesFirst() {
        assertThat(authorised().acceptOffer(OFFER, whole())).isInstanceOf(Decision.Early.class);
        assertThat(offered().acceptOffer(NEXT_OFFER, whole())).isInstanceOf(Decision.Early.class);
        assertThat(offered().declineOffer(NEXT_OFFER, NEXT_STORE, "store_too_busy", Fault.STORE, at(9)))
                .isInstanceOf(Decision.Early.class);
    }

    @Test
    void staysOfferedWhenTheStoreDeclinesOrIsSilent() {
        Order declined = after(offered().declineOffer(OFFER, STORE, "store_too_busy", Fault.STORE, at(9)));
        Order expired = after(offered().expireOffer(OFFER, STORE, at(61)));

        assertThat(declined.state().status()).isEqualTo(OrderStatus.OFFERED);
        assertThat(expired.state().status()).isEqualTo(OrderStatus.OFFERED);
    }

    @Test
    void costsWhatWasOrderedWhenAcceptedWhole() {
        Order order = accepted();

        assertThat(order.total()).isEqualTo(yuan(29));
        assertThat(order.state().findAcceptance().orElseThrow().storeTotal()).isEqualTo(yuan(22.80));
    }

    @Test
    void costsLessWhenAPermittedLineIsReduced() {
        Order order = after(offered()
                .acceptOffer(
                        OFFER,
                        answer(
                                new StoreAnswer.Line(1, "tea", 2, Filled.Outcome.AS_ORDERED, yuan(6.00)),
                                new StoreAnswer.Line(2, "water", 4, Filled.Outcome.REDUCED, yuan(1.80)))));

        assertThat(order.total()).isEqualTo(yuan(25));
    }

    @Test
    void neverCostsMoreForASubstitute() {
        Order dearer = substituted(yuan(3.00));
        Order cheaper = substituted(yuan(1.50));

        assertThat(dearer.total()).isEqualTo(yuan(29));
        assertThat(cheaper.total()).isEqualTo(yuan(26));
    }

    @Test
    void takesFewerPiecesWithASubstituteForTheRest() {
        var tea = new StoreAnswer.Line(1, "tea", 2, Filled.Outcome.AS_ORDERED, yuan(6.00));
        var fewer = new StoreAnswer.Line(2, "water", 4, Filled.Outcome.REDUCED, yuan(1.80));
        var rest = new StoreAnswer.Line(2, "small-water", 3, Filled.Outcome.SUBSTITUTED, yuan(1.00));

        Order order = after(offered().acceptOffer(OFFER, answer(tea, rest, fewer)));

        assertThat(order.goods()).isEqualTo(yuan(2 * 6.50 + 4 * 2.00 + 3 * 1.00));
        assertThat(order.state().findAcceptance().orElseThrow().lines())
                .extracting(Filled::outcome)
                .containsExactly(Filled.Outcome.AS_ORDERED, Filled.Outcome.REDUCED, Filled.Outcome.SUBSTITUTED);
    }

    @Test
    void takesMoreSmallerPiecesButNeverForMoreThanTheLineCost() {
        var tea = new StoreAnswer.Line(1, "tea", 2, Filled.Outcome.AS_ORDERED, yuan(6.00));
        var twelve = new StoreAnswer.Line(2, "small-water", 12, Filled.Outcome.SUBSTITUTED, yuan(1.00));
        var thirteen = new StoreAnswer.Line(2, "small-water", 13, Filled.Outcome.SUBSTITUTED, yuan(1.00));

        assertThat(after(offered().acceptOffer(OFFER, answer(tea, twelve))).goods())
                .isEqualTo(yuan(25));
        assertThat(after(offered().acceptOffer(OFFER, answer(tea, thirteen)))
                        .state()
                        .status())
                .isEqualTo(OrderStatus.UNFULFILLED);
    }

    private static Order substituted(Money storePrice) {
        return after(offered()
                .acceptOffer(
                        OFFER,
                        answer(
                                new StoreAnswer.Line(1, "tea", 2, Filled.Outcome.AS_ORDERED, yuan(6.00)),
                                new StoreAnswer.Line(2, "spring-water", 6, Filled.Outcome.SUBSTITUTED, storePrice))));
    }

    @Test
    void endsUnfulfilledRatherThanWithWhatTheBuyerForbade() {
        Order order = after(offered()
                .acceptOffer(
                        OFFER,
                        answer(
                                new StoreAnswer.Line(1, "coffee", 2, Filled.Outcome.SUBSTITUTED, yuan(6.00)),
                                new StoreAnswer.Line(2, "water", 6, Filled.Outcome.AS_ORDERED, yuan(1.80)))));

        assertThat(order.state().findEnding().orElseThrow().reason()).isEqualTo("partial_not_permitted");
    }

    @Test
    void keepsAtLeastOnePiece() {
        Order water = after(offered()
                .acceptOffer(
                        OFFER,
                        answer(
                                new StoreAnswer.Line(1, "tea", 2, Filled.Outcome.AS_ORDERED, yuan(6.00)),
                                new StoreAnswer.Line(2, "water", 0, Filled.Outcome.DROPPED, yuan(1.80)))));

        assertThat(water.goods()).isEqualTo(yuan(13));
    }

    @Test
    void forbidsALineThatIsMissingTwiceOrUnknown() {
        var tea = new StoreAnswer.Line(1, "tea", 2, Filled.Outcome.AS_ORDERED, yuan(6.00));
        var water = new StoreAnswer.Line(2, "water", 6, Filled.Outcome.AS_ORDERED, yuan(1.80));
        var unknown = new StoreAnswer.Line(3, "beer", 1, Filled.Outcome.AS_ORDERED, yuan(5.00));

        assertThat(after(offered().acceptOffer(OFFER, answer(tea))).state().status())
                .isEqualTo(OrderStatus.UNFULFILLED);
        assertThat(after(offered().acceptOffer(OFFER, answer(tea, water, water)))
                        .state()
                        .status())
                .isEqualTo(OrderStatus.UNFULFILLED);
        assertThat(after(offered().acceptOffer(OFFER, answer(tea, water, unknown)))
                        .state()
                        .status())
                .isEqualTo(OrderStatus.UNFULFILLED);
    }

    @Test
    void isCompletedThoughTheStoreNeverSaidReady() {
        Order order = after(accepted().deliver(step(5, new What.Delivered(COURIER, null, null))));

        assertThat(order.state().status()).isEqualTo(OrderStatus.COMPLETED);
    }

    @Test
    void keepsTheLatestStepOfItsDelivery() {
        Order order = after(onTheRoad().deliver(step(2, new What.AtPickup(COURIER))));

        assertThat(order.delivery())
                .isInstanceOfSatisfying(
                        Delivery.Begun.class, begun -> assertThat(begun.phase()).isEqualTo(Delivery.Phase.PICKED_UP));
    }

    @Test
    void isReturnedAtTheResidentsExpenseWhenNobodyCouldBeReached() {
        assertThat(returned().state().findEnding())
                .contains(new Ending("recipient_unreachable", Fault.RESIDENT, yuan(29), yuan(0)));
    }

    @Test
    void isReturnedForNothingWhenNoCourierCame() {
        Order order = after(ready().deliver(step(4, new What.NoCourier())));

        assertThat(order.state().findEnding()).contains(new Ending("no_courier", Fault.CARRIER, yuan(0), yuan(29)));
    }

    @Test
    void waitsForTheCourierWhoIsOnIt() {
        Order assigned = after(ready().deliver(step(2, new What.Assigned(COURIER, null, null, null))));

        assertThat(assigned.giveUpOnCourier(at(1700))).isInstanceOf(Decision.Ignored.class);
        assertThat(ready().giveUpOnCourier(at(1700))).isInstanceOf(Decision.Changed.class);
    }

    @Test
    void goesBackToTheShelfWhenNobodyFetchesIt() {
        Order order = after(readyForPickup().giveUpOnResident(at(7500)));

        assertThat(order.state().findEnding()).contains(new Ending("not_collected", Fault.RESIDENT, yuan(25), yuan(0)));
    }

    @Test
    void isHandedOverOnlyWhenPackedAndFetched() {
        assertThat(offered().collect(Actor.store(STORE), at(9)))
                .isEqualTo(new Decision.Refused(Refusal.NOT_A_PICKUP_ORDER));
        assertThat(acceptedForPickup().collect(Actor.store(STORE), at(9)))
                .isEqualTo(new Decision.Refused(Refusal.NOT_READY));
        assertThat(after(readyForPickup().collect(Actor.store(STORE), at(400)))
                        .state()
                        .status())
                .isEqualTo(OrderStatus.COMPLETED);
    }

    @Test
    void costsNothingToCallOffBeforeAStoreHasIt() {
        for (Order order : List.of(placed(), authorised(), offered())) {
            assertThat(order.cancelQuote(Fault.PLATFORM, TERMS)).isEqualTo(new CancelQuote.Possible(yuan(0), yuan(29)));
        }
    }

    @Test
    void costsAFifthOfTheGoodsWhileTheStorePrepares() {
        assertThat(accepted().cancelQuote(Fault.PLATFORM, TERMS))
                .isEqualTo(new CancelQuote.Possible(yuan(5), yuan(24)));
        assertThat(accepted().cancelQuote(Fault.PLATFORM, new CancelTerms(20, 300)))
                .isEqualTo(new CancelQuote.Possible(yuan(3), yuan(26)));
    }

    @Test
    void costsEverythingOncePackedOrOnTheRoad() {
        Order pickedUpEarly = after(accepted().deliver(step(3, new What.PickedUp(COURIER))));

        for (Order order : List.of(ready(), onTheRoad(), pickedUpEarly)) {
            assertThat(order.cancelQuote(Fault.PLATFORM, TERMS)).isEqualTo(new CancelQuote.Possible(yuan(29), yuan(0)));
        }
    }

    @Test
    void costsTheBuyerNothingWhenSomebodyElseIsAtFault() {
        for (Fault fault : List.of(Fault.STORE, Fault.COURIER, Fault.CARRIER, Fault.NOBODY)) {
            assertThat(ready().cancelQuote(fault, TERMS)).isEqualTo(new CancelQuote.Possible(yuan(0), yuan(29)));
        }
    }

    @Test
    void cannotBeCalledOffOnceItHasEnded() {
        for (Order order : List.of(completed(), unfulfilled(), returned())) {
            assertThat(order.cancel(CancelReason.CHANGED_MIND, Fault.PLATFORM, Actor.SYSTEM, TERMS, at(999)))
                    .isEqualTo(new Decision.Refused(Refusal.ORDER_FINAL));
        }
        assertThat(cancelled().cancel(CancelReason.CHANGED_MIND, Fault.PLATFORM, Actor.SYSTEM, TERMS, at(999)))
                .isInstanceOf(Decision.Ignored.class);
    }

    @Test
    void neverLeavesItsEnd() {
        for (Order order : List.of(completed(), cancelled(), unfulfilled(), returned())) {
            List<Decision> decisions = List.of(
                    order.authorise(at(999), ROUTE_UNTIL),
                    order.refusePayment(at(999)),
                    order.offer(offer(UUID.randomUUID(), STORE, 9)),
                    order.declineOffer(OFFER, STORE, "store_too_busy", Fault.STORE, at(999)),
                    order.expireOffer(OFFER, STORE, at(999)),
                    order.acceptOffer(OFFER, whole()),
                    order.reserveAtCounter(whole()),
                    order.failRouting("no_candidate", at(999)),
                    order.giveUpOnCounter(at(999)),
                    order.giveUpOnStore(at(999)),
                    order.giveUpOnCourier(at(999)),
                    order.giveUpOnResident(at(999)),
                    order.makeReady(STORE, at(999), at(999)));

            assertThat(decisions).allSatisfy(decision -> assertThat(decision).isInstanceOf(Decision.Ignored.class));
        }
    }

    @Test
    void keepsItsEndThoughTheCourierGoesOn() {
        Order order = after(cancelled().deliver(step(9, new What.Delivered(COURIER, null, null))));

        assertThat(order.state()).isEqualTo(cancelled().state());
        assertThat(order.delivery())
                .isInstanceOfSatisfying(
                        Delivery.Begun.class, begun -> assertThat(begun.id()).isEqualTo(DELIVERY));
    }

    @Test
    void takesACounterStoresOwnPricesButNeverMoreThanWasAuthorised() {
        Order order = after(taken().reserveAtCounter(answer(
                new StoreAnswer.Line(1, "tea", 2, Filled.Outcome.AS_ORDERED, yuan(6.00)),
                new StoreAnswer.Line(2, "water", 6, Filled.Outcome.AS_ORDERED, yuan(2.50)))));

        assertThat(order.goods()).isEqualTo(yuan(24));
    }
}
