package io.yike.store.routing.adapter;

import static io.yike.store.postgres.Columns.name;
import static io.yike.store.postgres.Columns.named;
import static io.yike.store.registering.adapter.StoreWire.time;
import static io.yike.store.registering.adapter.StoreWire.timeOrNull;

import io.yike.contracts.store.api.OffersApi;
import io.yike.contracts.store.model.Acceptance;
import io.yike.contracts.store.model.AcceptedLine;
import io.yike.contracts.store.model.Decline;
import io.yike.contracts.store.model.Fulfilment;
import io.yike.contracts.store.model.LineOutcome;
import io.yike.contracts.store.model.Money;
import io.yike.contracts.store.model.OfferLine;
import io.yike.contracts.store.model.OfferPage;
import io.yike.contracts.store.model.OfferState;
import io.yike.contracts.store.model.TimeWindow;
import io.yike.kit.page.Cursor;
import io.yike.kit.problem.FieldProblem;
import io.yike.kit.problem.Problem;
import io.yike.kit.problem.ProblemException;
import io.yike.kit.signal.Signals;
import io.yike.store.ranking.Wanted.Window;
import io.yike.store.registering.StoreAccess;
import io.yike.store.routing.AnswerOffer;
import io.yike.store.routing.Routings;
import io.yike.store.routing.domain.Answer;
import io.yike.store.routing.domain.AnswerRefusal;
import io.yike.store.routing.domain.DeclineReason;
import io.yike.store.routing.domain.LineChange;
import io.yike.store.routing.domain.Offer;
import io.yike.store.routing.domain.RoutedOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RestController;

/// Offers over HTTP, for tills and consoles.
@RestController
class OffersController implements OffersApi {

    private final Routings routings;
    private final AnswerOffer answerOffer;
    private final StoreAccess access;
    private final Signals signals;

    OffersController(Routings routings, AnswerOffer answerOffer, StoreAccess access, Signals signals) {
        this.routings = routings;
        this.answerOffer = answerOffer;
        this.access = access;
        this.signals = signals;
    }

    @Override
    public ResponseEntity<OfferPage> listOffers(
            UUID storeId,
            @Nullable OfferState state,
            @Nullable UUID orderId,
            Integer waitSeconds,
            @Nullable String ifNoneMatch,
            @Nullable String cursor,
            Integer limit) {
        access.own(storeId);
        Offer.State wanted = state == null ? null : named(Offer.State.class, state.getValue());
        Cursor after = cursor == null ? null : Cursor.parse(cursor);
        long until = System.nanoTime() + Duration.ofSeconds(waitSeconds).toNanos();
        while (true) {
            long seen = signals.seen(storeId);
            List<Offer> offers = routings.listOffers(storeId, wanted, orderId, after, limit + 1);
            String eTag = eTag(offers);
            if (!eTag.equals(ifNoneMatch)) {
                return ResponseEntity.ok().eTag(eTag).body(page(offers, limit));
            }
            Duration left = Duration.ofNanos(until - System.nanoTime());
            if (!left.isPositive()) {
                return ResponseEntity.status(HttpStatus.NOT_MODIFIED).eTag(eTag).build();
            }
            try {
                signals.await(storeId, seen, left);
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
                throw new ProblemException(Problem.unavailable(Duration.ofSeconds(1)));
            }
        }
    }

    @Override
    public ResponseEntity<io.yike.contracts.store.model.Offer> getOffer(UUID offerId) {
        return ResponseEntity.ok(wire(own(offerId)));
    }

    @Override
    public ResponseEntity<io.yike.contracts.store.model.Offer> acceptOffer(
            UUID offerId, @Nullable Acceptance acceptance) {
        own(offerId);
        Duration preparation = acceptance == null || acceptance.getReadyInSeconds() == null
                ? null
                : Duration.ofSeconds(acceptance.getReadyInSeconds());
        return answer(answerOffer.accept(offerId, preparation, changes(acceptance)));
    }

    @Override
    public ResponseEntity<io.yike.contracts.store.model.Offer> declineOffer(UUID offerId, Decline decline) {
        own(offerId);
        return answer(answerOffer.decline(
                offerId, named(DeclineReason.class, decline.getReason().getValue())));
    }

    @Override
    public ResponseEntity<io.yike.contracts.store.model.Offer> markReady(UUID offerId) {
        own(offerId);
        return answer(answerOffer.markReady(offerId));
    }

    private Offer own(UUID offerId) {
        Offer offer = routings.findOffer(offerId).orElse(null);
        if (offer == null) {
            access.own(offerId);
            throw new ProblemException(Problem.notFound());
        }
        access.own(offer.storeId());
        return offer;
    }

    private static List<LineChange> changes(@Nullable Acceptance acceptance) {
        if (acceptance == null || acceptance.getLines() == null) {
            return List.of();
        }
        return acceptance.getLines().stream()
                .map(change -> new LineChange(
                        change.getLine(),
                        change.getQuantity(),
                        change.getSubstitute() == null
                                ? null
                                : new LineChange.Substitute(
                                        change.getSubstitute().getSku(),
                                        change.getSubstitute().getQuantity())))
                .toList();
    }

    private ResponseEntity<io.yike.contracts.store.model.Offer> answer(Answer answer) {
        return switch (answer) {
            case Answer.Taken(Offer offer) -> ResponseEntity.ok(wire(offer));
            case Answer.Refused(AnswerRefusal refusal, int change) ->
                throw new ProblemException(problem(refusal, change));
        };
    }

    private static Problem problem(AnswerRefusal refusal, int change) {
        String code = refusal.name().toLowerCase(Locale.ROOT);
        return switch (refusal) {
            case NO_SUCH_OFFER -> Problem.notFound();
            case OFFER_EXPIRED, OFFER_DECLINED, OFFER_ACCEPTED, OFFER_WITHDRAWN, OFFER_NOT_ACCEPTED ->
                Problem.conflict(code, refusal.title());
            case CHANGE_NOT_PERMITTED ->
                unprocessable(refusal, code, change).withDetail("The order goes to the next store.");
            case NOTHING_ACCEPTED,
                    LINE_UNKNOWN,
                    MORE_THAN_ORDERED,
                    SUBSTITUTE_SOLD_OUT,
                    SUBSTITUTE_TOO_EXPENSIVE,
                    SUBSTITUTE_NOT_SELLABLE -> unprocessable(refusal, code, change);
        };
    }

    private static Problem unprocessable(AnswerRefusal refusal, String code, int change) {
        String field = "lines[" + change + "]" + (refusal.field() == null ? "" : refusal.field());
        return Problem.unprocessable(code, refusal.title(), new FieldProblem(field, code, refusal.title()));
    }

    private OfferPage page(List<Offer> offers, int limit) {
        OfferPage page = new OfferPage(wire(offers.stream().limit(limit).toList()));
        if (offers.size() > limit) {
            Offer last = offers.get(limit - 1);
            page.nextCursor(new Cursor(last.offeredAt(), last.id()).encode());
        }
        return page;
    }

    private static String eTag(List<Offer> offers) {
        CRC32C sum = new CRC32C();
        offers.forEach(offer -> sum.update((offer.id() + name(offer.state())).getBytes(StandardCharsets.UTF_8)));
        return "\"%d-%08x\"".formatted(offers.size(), sum.getValue());
    }

    private io.yike.contracts.store.model.Offer wire(Offer offer) {
        return wire(List.of(offer)).getFirst();
    }

    /// A page, with one look at the orders.
    private List<io.yike.contracts.store.model.Offer> wire(List<Offer> offers) {
        Map<UUID, RoutedOrder> orders =
                routings.orders(offers.stream().map(Offer::orderId).collect(Collectors.toSet()));
        return offers.stream()
                .map(offer -> wire(offer, Objects.requireNonNull(orders.get(offer.orderId()))))
                .toList();
    }

    private static io.yike.contracts.store.model.Offer wire(Offer offer, RoutedOrder order) {
        Window window = order.window();
        io.yike.contracts.store.model.Offer wire = new io.yike.contracts.store.model.Offer()
                .id(offer.id())
                .orderId(offer.orderId())
                .storeId(offer.storeId())
                .state(OfferState.fromValue(name(offer.state())))
                .kind(
                        order.counterStoreId() == null
                                ? io.yike.contracts.store.model.Offer.KindEnum.ROUTED
                                : io.yike.contracts.store.model.Offer.KindEnum.COUNTER)
                .fulfilment(Fulfilment.fromValue(name(order.fulfilment())))
                .automatic(offer.automatic())
                .lines(offer.lines().stream()
                        .map(line -> new OfferLine(
                                        line.line(),
                                        line.sku(),
                                        line.quantity(),
                                        line.changeable()
                                                ? OfferLine.SubstitutionEnum.ALLOWED
                                                : OfferLine.SubstitutionEnum.REFUSED,
                                        money(line.storeUnitPrice()))
                                .name(line.name()))
                        .toList())
                .storeTotal(money(offer.storeTotal()))
                .window(window == null ? null : new TimeWindow(time(window.start()), time(window.end())))
                .reason(offer.reason())
                .offeredAt(time(offer.offeredAt()))
                .expiresAt(timeOrNull(offer.expiresAt()))
                .answeredAt(timeOrNull(offer.answeredAt()))
                .readyAt(timeOrNull(offer.readyAt()))
                .promiseAt(time(offer.promiseAt()));
        if (offer.packed() != null) {
            wire.acceptedLines(offer.packed().stream()
                    .map(line -> new AcceptedLine(
                                    line.line(),
                                    line.sku(),
                                    line.quantity(),
                                    LineOutcome.fromValue(name(line.outcome())),
                                    money(line.storeUnitPrice()))
                            .substituteFor(line.substituteFor()))
                    .toList());
        } else {
            wire.acceptedLines(null);
        }
        return wire;
    }

    private static Money money(io.yike.payments.Money money) {
        return new Money(money.amount(), money.currency());
    }
}
