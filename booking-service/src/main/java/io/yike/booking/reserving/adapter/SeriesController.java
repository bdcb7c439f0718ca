package io.yike.booking.reserving.adapter;

import io.yike.booking.reserving.Book;
import io.yike.booking.reserving.BookSeries;
import io.yike.booking.reserving.BookSeries.Outcome;
import io.yike.booking.reserving.ChangeBooking;
import io.yike.booking.reserving.domain.Booking;
import io.yike.booking.wire.Refusals;
import io.yike.booking.wire.Words;
import io.yike.contracts.booking.api.SeriesApi;
import io.yike.contracts.booking.model.BookingState;
import io.yike.contracts.booking.model.NewSeries;
import io.yike.contracts.booking.model.Occurrence;
import io.yike.contracts.booking.model.Series;
import io.yike.kit.idempotency.Idempotency;
import io.yike.kit.problem.ProblemException;
import io.yike.kit.security.Caller;
import io.yike.kit.security.CurrentCaller;
import io.yike.kit.security.Role;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RestController;

@RestController
class SeriesController implements SeriesApi {

    private final BookSeries bookSeries;
    private final ChangeBooking changeBooking;
    private final BookingSight sight;
    private final Idempotency idempotency;
    private final CurrentCaller currentCaller;

    SeriesController(
            BookSeries bookSeries,
            ChangeBooking changeBooking,
            BookingSight sight,
            Idempotency idempotency,
            CurrentCaller currentCaller) {
        this.bookSeries = bookSeries;
        this.changeBooking = changeBooking;
        this.sight = sight;
        this.idempotency = idempotency;
        this.currentCaller = currentCaller;
    }

    @Override
    public ResponseEntity<Series> createSeries(String idempotencyKey, NewSeries wanted) {
        Caller caller = currentCaller.get();
        caller.require(Role.RESIDENT, Role.KEEPER, Role.AGENT);
        return idempotency.once("createSeries", idempotencyKey, wanted, Series.class, () -> {
            Book.Request first = BookingRequests.request(caller, wanted.getBooking());
            return switch (bookSeries.book(
                    first, wanted.getRecurrence(), facilityId -> Refusals.keeps(caller, facilityId))) {
                case Outcome.Done done ->
                    ResponseEntity.status(HttpStatus.CREATED).body(wire(done));
                case Outcome.Refused(var why) -> throw Objects.requireNonNull(BookingRequests.refusal(why));
                case Outcome.NoSuchResource() ->
                    throw Refusals.rule("resource_unknown", "There is no such thing here", "lines[0].resourceId");
                case Outcome.BadRule(var why) ->
                    throw Refusals.rule(
                            Words.word(why),
                            switch (why) {
                                case RECURRENCE_NOT_UNDERSTOOD -> "The rule is not understood";
                                case RECURRENCE_WITHOUT_END -> "The rule has no end";
                                case RECURRENCE_TOO_LONG -> "The rule has too many times";
                            },
                            "recurrence");
            };
        });
    }

    @Override
    public ResponseEntity<Series> getSeries(UUID seriesId) {
        return ResponseEntity.ok(wire(seriesId, sight.visibleSeries(seriesId)));
    }

    @Override
    public ResponseEntity<Series> cancelSeries(UUID seriesId) {
        boolean byKeeper = sight.isKeeper(sight.arrangedSeries(seriesId).getFirst());
        return ResponseEntity.ok(wire(seriesId, changeBooking.cancelSeries(seriesId, byKeeper)));
    }

    private static Series wire(UUID seriesId, List<Booking> bookings) {
        return new Series(
                seriesId,
                bookings.stream()
                        .map(booking -> new Occurrence(
                                        Words.time(booking.span().start()),
                                        Words.time(booking.span().end()))
                                .bookingId(booking.id())
                                .state(BookingState.fromValue(booking.state().word())))
                        .toList());
    }

    private static Series wire(Outcome.Done done) {
        return new Series(
                done.seriesId(),
                done.occurrences().stream().map(SeriesController::wire).toList());
    }

    private static Occurrence wire(BookSeries.Occurrence occurrence) {
        Occurrence wire = new Occurrence(
                Words.time(occurrence.span().start()),
                Words.time(occurrence.span().end()));
        ProblemException refusal = BookingRequests.refusal(occurrence.outcome());
        return occurrence.outcome() instanceof Book.Outcome.Done(var booking)
                ? wire.bookingId(booking.id())
                : wire.refused(Objects.requireNonNull(refusal).problem().code());
    }
}
