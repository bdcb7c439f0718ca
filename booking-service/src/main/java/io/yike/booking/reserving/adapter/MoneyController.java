package io.yike.booking.reserving.adapter;

import io.yike.booking.BookingSettings;
import io.yike.booking.reserving.Damages;
import io.yike.booking.reserving.ReportDamage;
import io.yike.booking.reserving.SettleDeposit;
import io.yike.booking.reserving.SettleDeposit.Outcome;
import io.yike.booking.reserving.domain.BookingState.Cancelled;
import io.yike.booking.reserving.domain.Charges;
import io.yike.booking.reserving.domain.Decision;
import io.yike.booking.wire.Refusals;
import io.yike.booking.wire.Words;
import io.yike.contracts.booking.api.MoneyApi;
import io.yike.contracts.booking.model.Booking;
import io.yike.contracts.booking.model.CancellationTerms;
import io.yike.contracts.booking.model.Damage;
import io.yike.contracts.booking.model.DamageList;
import io.yike.contracts.booking.model.DepositSettlement;
import io.yike.contracts.booking.model.NewDamage;
import io.yike.kit.idempotency.Idempotency;
import io.yike.kit.security.CurrentCaller;
import io.yike.payments.Money;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RestController;

/// What goes back, what is kept, and for what.
@RestController
class MoneyController implements MoneyApi {

    private final SettleDeposit settleDeposit;
    private final ReportDamage reportDamage;
    private final Damages damages;
    private final BookingSight sight;
    private final BookingWire wire;
    private final BookingSettings settings;
    private final Idempotency idempotency;
    private final CurrentCaller currentCaller;
    private final Clock clock;

    MoneyController(
            SettleDeposit settleDeposit,
            ReportDamage reportDamage,
            Damages damages,
            BookingSight sight,
            BookingWire wire,
            BookingSettings settings,
            Idempotency idempotency,
            CurrentCaller currentCaller,
            Clock clock) {
        this.settleDeposit = settleDeposit;
        this.reportDamage = reportDamage;
        this.damages = damages;
        this.sight = sight;
        this.wire = wire;
        this.settings = settings;
        this.idempotency = idempotency;
        this.currentCaller = currentCaller;
        this.clock = clock;
    }

    @Override
    public ResponseEntity<CancellationTerms> getBookingCancellationTerms(UUID bookingId) {
        var booking = sight.arranged(bookingId);
        boolean byKeeper = sight.isKeeper(booking);
        Instant now = clock.instant();
        return switch (booking.cancel(now, byKeeper)) {
            case Decision.Changed(var cancelled, var _)
            when cancelled.state() instanceof Cancelled(Money kept, var _) -> {
                Charges charges = booking.charges();
                Money none = Money.zero(settings.currency());
                Money keeps = kept == null ? none : kept;
                yield ResponseEntity.ok(new CancellationTerms(
                                Words.price(
                                        charges == null ? none : charges.fee().minus(keeps)),
                                Words.price(keeps),
                                Words.price(charges == null ? none : charges.deposit()))
                        .changesAt(
                                charges == null || byKeeper
                                        ? null
                                        : Words.timeOrNull(charges.changesAt(
                                                        now, booking.span().start())
                                                .orElse(null))));
            }
            case Decision.Refused(var why) -> throw BookingWire.refused(why);
            case Decision.Changed _, Decision.Ignored _ ->
                throw BookingWire.refused(io.yike.booking.reserving.domain.StateRefusal.BOOKING_ENDED);
        };
    }

    @Override
    public ResponseEntity<Booking> settleDeposit(UUID bookingId, DepositSettlement settlement) {
        sight.kept(bookingId);
        Money keep =
                new Money(settlement.getKeep().getAmount(), settlement.getKeep().getCurrency());
        return switch (settleDeposit
                .settle(bookingId, keep, settlement.getDamageId())
                .orElseThrow(Refusals::notFound)) {
            case Outcome.Done(var booking) -> ResponseEntity.ok(wire.wire(booking));
            case Outcome.NotOver() -> throw Refusals.conflict("booking_not_over", "It is not over");
            case Outcome.NotHeld() -> throw Refusals.conflict("deposit_not_held", "There is none, or it is settled");
            case Outcome.TooMuch() -> throw Refusals.rule("keep_too_large", "More than is held", "keep");
            case Outcome.DamageUnknown() ->
                throw Refusals.rule("damage_unknown", "A part is kept for a damage of this booking", "damageId");
        };
    }

    @Override
    public ResponseEntity<Damage> reportDamage(String idempotencyKey, UUID bookingId, NewDamage report) {
        var booking = sight.own(bookingId);
        return idempotency.once(
                "reportDamage",
                idempotencyKey,
                List.of(bookingId, report),
                Damage.class,
                () -> reportDamage
                        .report(
                                booking,
                                report.getUnitId(),
                                report.getDescription(),
                                report.getPhoto(),
                                currentCaller.get().subject())
                        .map(damage -> ResponseEntity.status(HttpStatus.CREATED).body(wire(damage)))
                        .orElseThrow(() -> Refusals.rule("unit_unknown", "It is not of this booking", "unitId")));
    }

    @Override
    public ResponseEntity<DamageList> listDamages(UUID bookingId) {
        sight.visible(bookingId);
        return ResponseEntity.ok(
                new DamageList(damages.list(bookingId).stream().map(this::wire).toList()));
    }

    private Damage wire(Damages.Damage damage) {
        Long kept = damage.kept();
        return new Damage(damage.id(), damage.bookingId(), damage.description(), Words.time(damage.reportedAt()))
                .unitId(damage.unitId())
                .photo(damage.photo())
                .kept(kept == null ? null : Words.price(new Money(kept, settings.currency())));
    }
}
