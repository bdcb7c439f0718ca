package io.yike.recycling.custody.adapter;

import io.yike.contracts.recycling.api.CustodyApi;
import io.yike.contracts.recycling.model.Certificate;
import io.yike.contracts.recycling.model.CustodyEntry;
import io.yike.contracts.recycling.model.CustodyEntryPage;
import io.yike.contracts.recycling.model.CustodyParent;
import io.yike.contracts.recycling.model.NewHandOver;
import io.yike.contracts.recycling.model.PlantBalance;
import io.yike.contracts.recycling.model.StreamBalance;
import io.yike.contracts.recycling.model.WasteStream;
import io.yike.kit.idempotency.Idempotency;
import io.yike.kit.page.Cursor;
import io.yike.kit.problem.Stripped;
import io.yike.kit.security.Caller;
import io.yike.kit.security.CurrentCaller;
import io.yike.kit.security.Role;
import io.yike.recycling.RecyclingSettings;
import io.yike.recycling.collecting.Crews;
import io.yike.recycling.custody.Custody;
import io.yike.recycling.custody.RecordCustody;
import io.yike.recycling.custody.domain.CustodyEntry.Goods;
import io.yike.recycling.custody.domain.Holder;
import io.yike.recycling.pickups.Pickups;
import io.yike.recycling.pickups.domain.Pickup;
import io.yike.recycling.pickups.domain.PickupState;
import io.yike.recycling.wire.Access;
import io.yike.recycling.wire.Page;
import io.yike.recycling.wire.Wire;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RestController;

@RestController
class CustodyController implements CustodyApi {

    private final Custody custody;
    private final RecordCustody recordCustody;
    private final Pickups pickups;
    private final Crews crews;
    private final RecyclingSettings settings;
    private final Idempotency idempotency;
    private final CurrentCaller currentCaller;

    CustodyController(
            Custody custody,
            RecordCustody recordCustody,
            Pickups pickups,
            Crews crews,
            RecyclingSettings settings,
            Idempotency idempotency,
            CurrentCaller currentCaller) {
        this.custody = custody;
        this.recordCustody = recordCustody;
        this.pickups = pickups;
        this.crews = crews;
        this.settings = settings;
        this.idempotency = idempotency;
        this.currentCaller = currentCaller;
    }

    @Override
    public ResponseEntity<Certificate> getCertificate(UUID pickupId) {
        Pickup pickup = collected(pickupId);
        var chain = custody.chain(pickup.id());
        return ResponseEntity.ok(new Certificate(
                pickup.id(),
                pickup.residentId(),
                isAtPlant(chain),
                chain.stream().map(CustodyController::answer).toList()));
    }

    @Override
    public ResponseEntity<String> getCertificatePage(UUID pickupId) {
        Pickup pickup = collected(pickupId);
        return ResponseEntity.ok(CertificatePage.of(pickup, custody.chain(pickup.id()), settings.zone()));
    }

    private Pickup collected(UUID pickupId) {
        Caller caller = currentCaller.get();
        caller.require(Role.RESIDENT, Role.OPERATOR);
        Pickup pickup = pickups.find(pickupId)
                .filter(one -> caller.has(Role.OPERATOR) || caller.is(Role.RESIDENT, one.residentId()))
                .orElseThrow(Access::notFound);
        if (!(pickup.state() instanceof PickupState.Collected)) {
            throw Wire.conflict("pickup_not_collected", "The pickup is not collected");
        }
        return pickup;
    }

    /// Each entry whose taker is not a plant, nor beyond one, has one that comes of it, and some entry is at a plant.
    private static boolean isAtPlant(List<io.yike.recycling.custody.domain.CustodyEntry> chain) {
        Map<UUID, Long> passedOn = new HashMap<>();
        chain.forEach(entry ->
                entry.parents().forEach(parent -> passedOn.merge(parent.entryId(), entry.acceptedGrams(), Long::sum)));
        return !chain.isEmpty()
                && chain.stream().filter(entry -> entry.acceptedGrams() > 0).allMatch(entry -> switch (entry.taker()
                        .kind()) {
                    case PLANT, PROCESSOR -> true;
                    case CREW, DEPOT -> passedOn.getOrDefault(entry.id(), 0L) > 0;
                    case RESIDENT, POINT -> false;
                });
    }

    @Override
    public ResponseEntity<CustodyEntryPage> listPlantEntries(
            UUID plantId, @Nullable String cursor, @Nullable Integer limit) {
        Holder plant = own(plantId);
        var page = Page.of(
                limit,
                size -> custody.list(plant, Page.after(cursor), size),
                entry -> new Cursor(entry.at(), entry.id()));
        return ResponseEntity.ok(new CustodyEntryPage(
                        page.items().stream().map(CustodyController::answer).toList())
                .nextCursor(page.nextCursor()));
    }

    @Override
    public ResponseEntity<PlantBalance> getPlantBalance(UUID plantId) {
        return ResponseEntity.ok(new PlantBalance(
                plantId,
                custody.balance(own(plantId)).stream()
                        .map(one -> new StreamBalance(
                                WasteStream.fromValue(Wire.word(one.stream())),
                                one.in(),
                                one.out(),
                                one.stock(),
                                one.refused(),
                                one.isBalanced()))
                        .toList()));
    }

    /// The plant, if the caller is it or an operator.
    private Holder own(UUID plantId) {
        Caller caller = currentCaller.get();
        caller.require(Role.PLANT, Role.OPERATOR);
        return crews.findPlant(plantId)
                .filter(plant -> caller.has(Role.OPERATOR) || caller.is(Role.PLANT, plant.id()))
                .map(plant -> new Holder(Holder.Kind.PLANT, plant.id()))
                .orElseThrow(Access::notFound);
    }

    @Override
    public ResponseEntity<CustodyEntry> recordHandOver(String idempotencyKey, NewHandOver request) {
        Caller caller = currentCaller.get();
        caller.require(Role.PLANT, Role.OPERATOR);
        return idempotency.once("recordHandOver", idempotencyKey, request, CustodyEntry.class, () -> {
            Holder giver = new Holder(
                    Wire.constant(Holder.Kind.class, request.getGiverKind().getValue()), request.getGiverId());
            Holder taker = new Holder(
                    Wire.constant(Holder.Kind.class, request.getTakerKind().getValue()), request.getTakerId());
            if (!caller.has(Role.OPERATOR)
                    && (giver.kind() != Holder.Kind.PLANT || !caller.is(Role.PLANT, giver.id()))) {
                throw Access.notFound();
            }
            boolean isKnown = giver.kind() == Holder.Kind.PLANT
                    ? crews.findPlant(giver.id()).isPresent()
                    : crews.findCrew(giver.id()).isPresent();
            if (!isKnown) {
                throw Wire.rule("giver_unknown", "No such giver", "giverId");
            }
            if (giver.equals(taker)
                    || (taker.kind() == Holder.Kind.PLANT
                            && crews.findPlant(taker.id()).isEmpty())) {
                throw Wire.rule("taker_unknown", "No such taker", "takerId");
            }
            String reason = request.getReason();
            if (request.getRefusedGrams() > 0 && reason == null) {
                throw Wire.rule("reason_required", "Why was it refused?", "reason");
            }
            if (request.getAcceptedGrams() + request.getRefusedGrams() == 0) {
                throw Wire.rule("nothing_handed_over", "Nothing is handed over", "acceptedGrams");
            }
            var entry = recordCustody
                    .passOn(
                            giver,
                            taker,
                            new Goods(
                                    Wire.constant(
                                            io.yike.recycling.custody.domain.WasteStream.class,
                                            request.getStream().getValue()),
                                    null,
                                    null,
                                    request.getAcceptedGrams(),
                                    request.getRefusedGrams(),
                                    reason == null ? null : Stripped.text(reason, "reason"),
                                    request.getProof()),
                            Wire.coordinate(request.getPlace()))
                    .orElseThrow(() -> Wire.conflict("stock_insufficient", "The giver has less than that"));
            return ResponseEntity.created(URI.create("/v1/plants/" + request.getTakerId() + "/custody-entries"))
                    .body(answer(entry));
        });
    }

    private static CustodyEntry answer(io.yike.recycling.custody.domain.CustodyEntry entry) {
        return new CustodyEntry(
                        entry.id(),
                        entry.giver().name(),
                        entry.taker().name(),
                        WasteStream.fromValue(Wire.word(entry.stream())),
                        entry.acceptedGrams(),
                        entry.refusedGrams(),
                        Wire.point(entry.place()),
                        Wire.time(entry.at()),
                        entry.parents().stream()
                                .map(parent -> new CustodyParent(parent.entryId(), parent.hash()))
                                .toList(),
                        entry.hash())
                .item(entry.item())
                .pickupId(entry.pickupId())
                .reason(entry.reason())
                .proof(entry.proof());
    }
}
