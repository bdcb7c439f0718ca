package io.yike.recycling.pickups.adapter;

import io.yike.contracts.recycling.api.PickupsApi;
import io.yike.contracts.recycling.model.CancelTerms;
import io.yike.contracts.recycling.model.NewPickup;
import io.yike.contracts.recycling.model.NewPickupItem;
import io.yike.contracts.recycling.model.NewPickupSlot;
import io.yike.contracts.recycling.model.Pickup;
import io.yike.contracts.recycling.model.PickupAmendment;
import io.yike.contracts.recycling.model.PickupCancellation;
import io.yike.contracts.recycling.model.PickupCondition;
import io.yike.contracts.recycling.model.PickupConfirmation;
import io.yike.contracts.recycling.model.PickupItem;
import io.yike.contracts.recycling.model.PickupItemKind;
import io.yike.contracts.recycling.model.PickupItemList;
import io.yike.contracts.recycling.model.PickupLine;
import io.yike.contracts.recycling.model.PickupOutcomeReport;
import io.yike.contracts.recycling.model.PickupPage;
import io.yike.contracts.recycling.model.PickupPayment;
import io.yike.contracts.recycling.model.PickupPaymentState;
import io.yike.contracts.recycling.model.PickupQuote;
import io.yike.contracts.recycling.model.PickupSlot;
import io.yike.contracts.recycling.model.PickupSlotList;
import io.yike.contracts.recycling.model.PickupState;
import io.yike.contracts.recycling.model.PickupTerms;
import io.yike.contracts.recycling.model.PickupWish;
import io.yike.contracts.recycling.model.QuotedLine;
import io.yike.contracts.recycling.model.Standing;
import io.yike.contracts.recycling.model.TimeWindow;
import io.yike.contracts.recycling.model.WishedItem;
import io.yike.kit.idempotency.Idempotency;
import io.yike.kit.page.Cursor;
import io.yike.kit.problem.ProblemException;
import io.yike.kit.problem.Stripped;
import io.yike.kit.security.Caller;
import io.yike.kit.security.CurrentCaller;
import io.yike.kit.security.Role;
import io.yike.payments.Money;
import io.yike.payments.PaymentState;
import io.yike.payments.steps.Payments;
import io.yike.recycling.RecyclingSettings;
import io.yike.recycling.paying.domain.ProviderPayment;
import io.yike.recycling.pickups.AmendPickup;
import io.yike.recycling.pickups.CancelPickup;
import io.yike.recycling.pickups.Catalogue;
import io.yike.recycling.pickups.ConfirmPickup;
import io.yike.recycling.pickups.OpenSlot;
import io.yike.recycling.pickups.Pickups;
import io.yike.recycling.pickups.PutPickupItem;
import io.yike.recycling.pickups.QuotePickup;
import io.yike.recycling.pickups.QuotePickup.Wished;
import io.yike.recycling.pickups.RecordPickupOutcome;
import io.yike.recycling.pickups.ReportMissedPickup;
import io.yike.recycling.pickups.RequestPickup;
import io.yike.recycling.pickups.SlotRefusal;
import io.yike.recycling.pickups.Slots;
import io.yike.recycling.pickups.domain.CatalogueItem;
import io.yike.recycling.pickups.domain.Condition;
import io.yike.recycling.pickups.domain.CrewOutcome;
import io.yike.recycling.pickups.domain.ItemKind;
import io.yike.recycling.pickups.domain.Line;
import io.yike.recycling.pickups.domain.Payment;
import io.yike.recycling.pickups.domain.Quote;
import io.yike.recycling.pickups.domain.Slot;
import io.yike.recycling.pickups.domain.Terms;
import io.yike.recycling.wire.Access;
import io.yike.recycling.wire.Page;
import io.yike.recycling.wire.Wire;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RestController;

@RestController
class PickupsController implements PickupsApi {

    private static final int MOST_SLOTS = 200;

    private final Catalogue catalogue;
    private final Slots slots;
    private final Pickups pickups;
    private final PutPickupItem putPickupItem;
    private final OpenSlot openSlot;
    private final QuotePickup quotePickup;
    private final RequestPickup requestPickup;
    private final ConfirmPickup confirmPickup;
    private final AmendPickup amendPickup;
    private final CancelPickup cancelPickup;
    private final ReportMissedPickup reportMissedPickup;
    private final RecordPickupOutcome recordPickupOutcome;
    private final Payments<ProviderPayment> payments;
    private final RecyclingSettings settings;
    private final Idempotency idempotency;
    private final CurrentCaller currentCaller;
    private final Clock clock;

    PickupsController(
            Catalogue catalogue,
            Slots slots,
            Pickups pickups,
            PutPickupItem putPickupItem,
            OpenSlot openSlot,
            QuotePickup quotePickup,
            RequestPickup requestPickup,
            ConfirmPickup confirmPickup,
            AmendPickup amendPickup,
            CancelPickup cancelPickup,
            ReportMissedPickup reportMissedPickup,
            RecordPickupOutcome recordPickupOutcome,
            Payments<ProviderPayment> payments,
            RecyclingSettings settings,
            Idempotency idempotency,
            CurrentCaller currentCaller,
            Clock clock) {
        this.catalogue = catalogue;
        this.slots = slots;
        this.pickups = pickups;
        this.putPickupItem = putPickupItem;
        this.openSlot = openSlot;
        this.quotePickup = quotePickup;
        this.requestPickup = requestPickup;
        this.confirmPickup = confirmPickup;
        this.amendPickup = amendPickup;
        this.cancelPickup = cancelPickup;
        this.reportMissedPickup = reportMissedPickup;
        this.recordPickupOutcome = recordPickupOutcome;
        this.payments = payments;
        this.settings = settings;
        this.idempotency = idempotency;
        this.currentCaller = currentCaller;
        this.clock = clock;
    }

    // ---- the catalogue

    @Override
    public ResponseEntity<PickupItem> putPickupItem(String itemCode, NewPickupItem request) {
        currentCaller.get().require(Role.OPERATOR);
        Map<Condition, Terms> terms = new EnumMap<>(Condition.class);
        for (int index = 0; index < request.getTerms().size(); index++) {
            PickupTerms given = request.getTerms().get(index);
            String field = "terms[" + index + "]";
            Condition condition =
                    Wire.constant(Condition.class, given.getCondition().getValue());
            Money price = amount(given.getPrice(), field + ".price");
            Money credit = amount(given.getCredit(), field + ".credit");
            if (price.isPositive() && credit.isPositive()) {
                throw Wire.rule("price_and_credit", "An item costs or brings something", field + ".credit");
            }
            if (terms.put(condition, new Terms(price, credit)) != null) {
                throw Wire.rule("terms_twice", "Two terms for one condition", field + ".condition");
            }
        }
        CatalogueItem item = new CatalogueItem(
                itemCode,
                Stripped.text(request.getName(), "name"),
                Wire.constant(ItemKind.class, request.getKind().getValue()),
                request.getLitres(),
                request.getWeightGrams(),
                request.getTwoPersons(),
                terms);
        putPickupItem.put(item);
        return ResponseEntity.ok(answer(item));
    }

    private Money amount(io.yike.contracts.recycling.model.Money given, String field) {
        if (!given.getCurrency().equals(settings.currency())) {
            throw Wire.rule("currency_unknown", "Residents pay and are paid in another currency", field + ".currency");
        }
        if (given.getAmount() < 0) {
            throw Wire.rule("amount_negative", "An amount is not negative", field + ".amount");
        }
        return new Money(given.getAmount(), given.getCurrency());
    }

    @Override
    public ResponseEntity<PickupItemList> listPickupItems() {
        return ResponseEntity.ok(new PickupItemList(
                catalogue.list().stream().map(PickupsController::answer).toList()));
    }

    private static PickupItem answer(CatalogueItem item) {
        return new PickupItem(
                item.code(),
                item.name(),
                PickupItemKind.fromValue(Wire.word(item.kind())),
                item.litres(),
                item.grams(),
                item.twoPersons(),
                item.terms().entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(terms -> new PickupTerms(
                                PickupCondition.fromValue(Wire.word(terms.getKey())),
                                Wire.money(terms.getValue().price()),
                                Wire.money(terms.getValue().credit())))
                        .toList());
    }

    // ---- slots

    @Override
    public ResponseEntity<PickupSlot> openPickupSlot(String idempotencyKey, NewPickupSlot request) {
        currentCaller.get().require(Role.OPERATOR);
        return idempotency.once("openPickupSlot", idempotencyKey, request, PickupSlot.class, () -> {
            var outcome = openSlot.open(
                    request.getWindow().getStart().toInstant(),
                    request.getWindow().getEnd().toInstant(),
                    request.getCapacity());
            return switch (outcome) {
                case OpenSlot.Outcome.Opened(Slot slot) ->
                    ResponseEntity.created(URI.create("/v1/pickup-slots")).body(answer(slot));
                case OpenSlot.Outcome.Refused(OpenSlot.Reason reason) -> throw refusal(reason);
            };
        });
    }

    private static ProblemException refusal(OpenSlot.Reason reason) {
        return switch (reason) {
            case SLOT_IN_PAST -> Wire.rule(Wire.word(reason), "A slot begins in the future", "window.start");
            case SLOT_TOO_SHORT -> Wire.rule(Wire.word(reason), "A slot lasts 30 minutes to 24 hours", "window.end");
            case SLOT_TOO_FAR -> Wire.rule(Wire.word(reason), "Slots are opened 90 days ahead", "window.start");
        };
    }

    @Override
    public ResponseEntity<PickupSlotList> listPickupSlots() {
        return ResponseEntity.ok(new PickupSlotList(slots.listAfter(clock.instant(), MOST_SLOTS).stream()
                .map(PickupsController::answer)
                .toList()));
    }

    @Override
    public ResponseEntity<PickupSlot> closePickupSlot(UUID slotId) {
        currentCaller.get().require(Role.OPERATOR);
        return ResponseEntity.ok(
                openSlot.close(slotId).map(PickupsController::answer).orElseThrow(Access::notFound));
    }

    private static PickupSlot answer(Slot slot) {
        return new PickupSlot(slot.id(), window(slot.start(), slot.end()), slot.capacity(), slot.free(), slot.closed());
    }

    private static TimeWindow window(Instant start, Instant end) {
        return new TimeWindow(Wire.time(start), Wire.time(end));
    }

    // ---- pickups

    @Override
    public ResponseEntity<PickupQuote> quotePickup(PickupWish request) {
        return switch (quotePickup.quote(wished(request.getItems()), standing(request.getStanding()))) {
            case QuotePickup.Outcome.Quoted(Quote quote) -> ResponseEntity.ok(answer(quote));
            case QuotePickup.Outcome.ItemUnknown unknown -> throw noQuote(unknown);
            case QuotePickup.Outcome.TooManyItems tooMany -> throw noQuote(tooMany);
        };
    }

    private static PickupQuote answer(Quote quote) {
        return new PickupQuote(
                quote.lines().stream()
                        .map(line -> new QuotedLine(
                                line.number(),
                                line.code(),
                                line.name(),
                                PickupCondition.fromValue(Wire.word(line.condition())),
                                line.quantity(),
                                Wire.money(line.price()),
                                Wire.money(line.credit())))
                        .toList(),
                Wire.money(quote.carrying()),
                Wire.money(quote.price()),
                Wire.money(quote.credit()),
                quote.litres(),
                quote.grams());
    }

    @Override
    public ResponseEntity<Pickup> requestPickup(String idempotencyKey, NewPickup request) {
        Caller caller = currentCaller.get();
        caller.require(Role.RESIDENT);
        return idempotency.once("requestPickup", idempotencyKey, request, Pickup.class, () -> {
            Set<UUID> residents = Access.ids(caller, Role.RESIDENT);
            if (residents.size() != 1) {
                throw Wire.rule("resident_required", "The token is not of exactly one resident", "Authorization");
            }
            var outcome = requestPickup.request(new RequestPickup.Request(
                    residents.iterator().next(),
                    Wire.coordinate(request.getPlace()),
                    Stripped.text(request.getAddress(), "address"),
                    standing(request.getStanding()),
                    wished(request.getItems()),
                    request.getSlotId()));
            return switch (outcome) {
                case RequestPickup.Outcome.Held(var pickup) ->
                    ResponseEntity.created(URI.create("/v1/pickups/" + pickup.id()))
                            .body(answer(pickup));
                case RequestPickup.Outcome.NoQuote(QuotePickup.Outcome why) -> throw noQuote(why);
                case RequestPickup.Outcome.NoSlot(SlotRefusal why) -> throw noSlot(why);
                case RequestPickup.Outcome.TooManyPickups _ ->
                    throw Wire.conflict("too_many_pickups", "Other pickups are under way");
            };
        });
    }

    private static List<Wished> wished(List<WishedItem> items) {
        List<Wished> wished = new ArrayList<>();
        for (WishedItem item : items) {
            List<String> photos = item.getPhotos();
            wished.add(new Wished(
                    item.getCode(),
                    Wire.constant(Condition.class, item.getCondition().getValue()),
                    item.getQuantity(),
                    photos == null ? List.of() : photos));
        }
        return wished;
    }

    private static io.yike.recycling.pickups.domain.Standing standing(Standing given) {
        String note = given.getNote();
        return new io.yike.recycling.pickups.domain.Standing(
                given.getFloor(),
                given.getLift(),
                Wire.constant(
                        io.yike.recycling.pickups.domain.Standing.Where.class,
                        given.getWhere().getValue()),
                given.getAssisted(),
                note == null || note.isBlank() ? null : note.strip());
    }

    private static ProblemException noQuote(QuotePickup.Outcome why) {
        return switch (why) {
            case QuotePickup.Outcome.Quoted _ -> throw new IllegalStateException("a quote is no refusal");
            case QuotePickup.Outcome.ItemUnknown(int index) ->
                Wire.rule("item_unknown", "The catalogue has no such item", "items[" + index + "].code");
            case QuotePickup.Outcome.TooManyItems(int index) ->
                Wire.rule("too_many_items", "More than a pickup takes", "items[" + index + "].quantity");
        };
    }

    private static ProblemException noSlot(SlotRefusal why) {
        return switch (why) {
            case SLOT_UNKNOWN -> Wire.rule(Wire.word(why), "No such slot", "slotId");
            case SLOT_TOO_SOON -> Wire.rule(Wire.word(why), "The slot begins too soon, or has begun", "slotId");
            case SLOT_CLOSED -> Wire.conflict(Wire.word(why), "The slot is closed");
            case SLOT_FULL -> Wire.conflict(Wire.word(why), "The slot is full");
        };
    }

    @Override
    public ResponseEntity<PickupPage> listPickups(
            @Nullable PickupState state,
            @Nullable PickupPaymentState paymentState,
            @Nullable String cursor,
            @Nullable Integer limit) {
        Caller caller = currentCaller.get();
        caller.require(Role.RESIDENT, Role.OPERATOR);
        Set<UUID> residents = caller.has(Role.OPERATOR) ? null : Access.ids(caller, Role.RESIDENT);
        var page = Page.of(
                limit,
                size -> pickups.list(
                        residents,
                        state == null ? null : state.getValue(),
                        paymentState == null ? null : paymentState.getValue(),
                        Page.after(cursor),
                        size),
                pickup -> new Cursor(pickup.createdAt(), pickup.id()));
        return ResponseEntity.ok(new PickupPage(answer(page.items())).nextCursor(page.nextCursor()));
    }

    @Override
    public ResponseEntity<Pickup> getPickup(UUID pickupId) {
        return ResponseEntity.ok(answer(own(pickupId)));
    }

    /// The pickup, if the caller is its resident or an operator.
    private io.yike.recycling.pickups.domain.Pickup own(UUID pickupId) {
        Caller caller = currentCaller.get();
        caller.require(Role.RESIDENT, Role.OPERATOR);
        return pickups.find(pickupId)
                .filter(pickup -> caller.has(Role.OPERATOR) || caller.is(Role.RESIDENT, pickup.residentId()))
                .orElseThrow(Access::notFound);
    }

    @Override
    public ResponseEntity<Pickup> confirmPickup(UUID pickupId, PickupConfirmation request) {
        Caller caller = currentCaller.get();
        caller.require(Role.RESIDENT);
        UUID own = pickups.find(pickupId)
                .filter(pickup -> caller.is(Role.RESIDENT, pickup.residentId()))
                .map(io.yike.recycling.pickups.domain.Pickup::id)
                .orElseThrow(Access::notFound);
        Payment payment = Wire.constant(Payment.class, request.getPayment().getValue());
        return switch (confirmPickup.confirm(own, payment, request.getToken())) {
            case ConfirmPickup.Outcome.Confirmed(var pickup) -> ResponseEntity.ok(answer(pickup));
            case ConfirmPickup.Outcome.Refused(var refusal) -> throw refusal(refusal);
            case ConfirmPickup.Outcome.NoSlot(SlotRefusal why) ->
                throw Wire.conflict(Wire.word(why), "The slot cannot be had any more");
            case ConfirmPickup.Outcome.CreditInsufficient _ ->
                throw Wire.conflict("credit_insufficient", "The resident is owed less than the price");
            case ConfirmPickup.Outcome.NoProvider _ ->
                throw Wire.rule("payment_method_not_offered", "There is no payment provider here", "payment");
            case ConfirmPickup.Outcome.NoToken _ ->
                throw Wire.rule("token_required", "There is nothing to pay with", "token");
            case ConfirmPickup.Outcome.Unknown _ -> throw Access.notFound();
        };
    }

    @Override
    public ResponseEntity<Pickup> amendPickup(UUID pickupId, PickupAmendment request) {
        var pickup = own(pickupId);
        Standing standing = request.getStanding();
        List<WishedItem> items = request.getItems();
        var outcome = amendPickup.amend(
                pickup.id(),
                new AmendPickup.Amendment(
                        request.getSlotId(),
                        standing == null ? null : standing(standing),
                        items == null || items.isEmpty() ? null : wished(items)));
        return switch (outcome) {
            case AmendPickup.Outcome.Amended(var amended) -> ResponseEntity.ok(answer(amended));
            case AmendPickup.Outcome.Refused(var refusal) -> throw refusal(refusal);
            case AmendPickup.Outcome.NoQuote(QuotePickup.Outcome why) -> throw noQuote(why);
            case AmendPickup.Outcome.NoSlot(SlotRefusal why) -> throw noSlot(why);
            case AmendPickup.Outcome.NothingToChange _ ->
                throw Wire.rule("nothing_to_change", "What is to be otherwise?", "slotId");
            case AmendPickup.Outcome.Unknown _ -> throw Access.notFound();
        };
    }

    @Override
    public ResponseEntity<CancelTerms> getPickupCancelTerms(UUID pickupId) {
        var terms = cancelPickup.terms(own(pickupId));
        return ResponseEntity.ok(
                new CancelTerms(terms.cancellable(), Wire.money(terms.refund()), Wire.money(terms.fee()))
                        .freeUntil(Wire.timeOrNull(Optional.ofNullable(terms.freeUntil()))));
    }

    @Override
    public ResponseEntity<Pickup> cancelPickup(UUID pickupId, PickupCancellation request) {
        var pickup = own(pickupId);
        Money shown =
                new Money(request.getRefund().getAmount(), request.getRefund().getCurrency());
        return switch (cancelPickup.cancel(pickup.id(), shown)) {
            case CancelPickup.Outcome.Cancelled(var cancelled) -> ResponseEntity.ok(answer(cancelled));
            case CancelPickup.Outcome.TermsChanged _ ->
                throw Wire.conflict("terms_changed", "Another amount would come back now");
            case CancelPickup.Outcome.Refused(var refusal) -> throw refusal(refusal);
            case CancelPickup.Outcome.Unknown _ -> throw Access.notFound();
        };
    }

    @Override
    public ResponseEntity<Pickup> reportMissedPickup(UUID pickupId) {
        return switch (reportMissedPickup.report(own(pickupId).id())) {
            case ReportMissedPickup.Outcome.Reported(var pickup) -> ResponseEntity.ok(answer(pickup));
            case ReportMissedPickup.Outcome.Refused(var refusal) -> throw refusal(refusal);
            case ReportMissedPickup.Outcome.Unknown _ -> throw Access.notFound();
        };
    }

    @Override
    public ResponseEntity<Pickup> recordPickupOutcome(UUID pickupId, PickupOutcomeReport request) {
        currentCaller.get().require(Role.OPERATOR);
        List<Integer> refusedLines = request.getRefusedLines();
        CrewOutcome outcome = CrewOutcomes.of(
                request.getOutcome().getValue(), refusedLines == null ? List.of() : refusedLines, request.getReason());
        return ResponseEntity.ok(answer(CrewOutcomes.recorded(recordPickupOutcome.record(pickupId, outcome, "yike"))));
    }

    private static ProblemException refusal(io.yike.recycling.pickups.domain.Pickup.Refusal refusal) {
        String code = Wire.word(refusal);
        return switch (refusal) {
            case HOLD_EXPIRED -> Wire.conflict(code, "The slot is held no more");
            case PICKUP_ENDED -> Wire.conflict(code, "The pickup has ended");
            case PICKUP_NOT_BOOKED -> Wire.conflict(code, "The pickup is not booked");
            case PICKUP_NOT_CANCELLABLE -> Wire.conflict(code, "The pickup cannot be cancelled any more");
            case AMEND_TOO_LATE -> Wire.conflict(code, "It is too late to change it");
            case PRICE_RISES -> Wire.conflict(code, "The price would rise: cancel it and book anew");
            case SLOT_NOT_OVER -> Wire.conflict(code, "The slot is not over yet");
            case REPORT_TOO_LATE -> Wire.conflict(code, "It is too late to report it");
            case PAYMENT_UNDER_WAY -> Wire.conflict(code, "The provider has been asked to hold the price");
            case CREW_WAS_THERE -> Wire.conflict(code, "The crew has reported what it found");
        };
    }

    private Pickup answer(io.yike.recycling.pickups.domain.Pickup pickup) {
        return answer(List.of(pickup)).getFirst();
    }

    private List<Pickup> answer(List<io.yike.recycling.pickups.domain.Pickup> listed) {
        Map<UUID, List<ProviderPayment>> paid = payments.list(
                listed.stream().map(io.yike.recycling.pickups.domain.Pickup::id).toList());
        return listed.stream()
                .map(pickup -> {
                    Pickup answer = answerWithoutPayment(pickup);
                    paid.getOrDefault(pickup.id(), List.of()).forEach(payment -> show(payment.state(), answer));
                    return answer;
                })
                .toList();
    }

    private static void show(PaymentState state, Pickup answer) {
        answer.setPaymentState(PickupPaymentState.fromValue(state.word()));
        switch (state) {
            case PaymentState.Refused(String reason) -> answer.setPaymentRefusal(reason);
            case PaymentState.Capturing(String _, Money due) -> answer.setPaymentDue(Wire.money(due));
            case PaymentState.Captured(String _, Money due) -> answer.setPaymentDue(Wire.money(due));
            case PaymentState.CaptureRefused(String _, Money due, String reason) -> {
                answer.setPaymentDue(Wire.money(due));
                answer.setPaymentRefusal(reason);
            }
            case PaymentState.Pending _,
                    PaymentState.Authorised _,
                    PaymentState.Doubtful _,
                    PaymentState.Releasing _,
                    PaymentState.Released _,
                    PaymentState.NeverHeld _ -> {
                // Nothing is due yet, or never will be.
            }
        }
    }

    private static Pickup answerWithoutPayment(io.yike.recycling.pickups.domain.Pickup pickup) {
        var state = pickup.state();
        Pickup answer = new Pickup(
                        pickup.id(),
                        pickup.residentId(),
                        Wire.point(pickup.place()),
                        standing(pickup.standing()),
                        pickup.lines().stream().map(line -> line(line, state)).toList(),
                        pickup.slotId(),
                        window(pickup.start(), pickup.end()),
                        Wire.money(pickup.price()),
                        Wire.money(pickup.credit()),
                        PickupState.fromValue(state.code()),
                        Wire.time(pickup.createdAt()))
                .address(pickup.address())
                .endedAt(Wire.timeOrNull(Optional.ofNullable(Ends.of(state))));
        pickup.payment().ifPresent(payment -> answer.payment(PickupPayment.fromValue(Wire.word(payment))));
        if (state instanceof io.yike.recycling.pickups.domain.PickupState.Held(Instant until)) {
            answer.heldUntil(Wire.time(until));
        }
        if (state
                instanceof
                io.yike.recycling.pickups.domain.PickupState.NotCollected(Payment _, var reason, Instant _)) {
            answer.reason(Pickup.ReasonEnum.fromValue(Wire.word(reason)));
        }
        if (state instanceof io.yike.recycling.pickups.domain.PickupState.Cancelled(Payment _, var why, Instant _)) {
            switch (why) {
                case PAYMENT_REFUSED -> answer.reason(Pickup.ReasonEnum.PAYMENT_REFUSED);
                case ASKED -> {
                    // As the resident knows.
                }
            }
        }
        return answer;
    }

    private static Standing standing(io.yike.recycling.pickups.domain.Standing standing) {
        return new Standing(
                        standing.floor(),
                        standing.lift(),
                        Standing.WhereEnum.fromValue(Wire.word(standing.where())),
                        standing.assisted())
                .note(standing.note());
    }

    private static PickupLine line(Line line, io.yike.recycling.pickups.domain.PickupState state) {
        PickupLine.StateEnum stands = line.refused() != null
                ? PickupLine.StateEnum.REFUSED
                : state instanceof io.yike.recycling.pickups.domain.PickupState.Collected
                        ? PickupLine.StateEnum.COLLECTED
                        : PickupLine.StateEnum.BOOKED;
        return new PickupLine(
                        line.number(),
                        line.code(),
                        line.name(),
                        PickupCondition.fromValue(Wire.word(line.condition())),
                        line.quantity(),
                        Wire.money(line.price()),
                        Wire.money(line.credit()),
                        line.photos(),
                        stands)
                .reason(line.refused());
    }
}
