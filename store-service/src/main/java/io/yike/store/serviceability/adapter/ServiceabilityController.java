package io.yike.store.serviceability.adapter;

import static io.yike.store.postgres.Columns.name;
import static io.yike.store.postgres.Columns.named;
import static io.yike.store.registering.adapter.StoreWire.coordinate;
import static io.yike.store.registering.adapter.StoreWire.point;

import io.yike.contracts.store.api.ServiceabilityApi;
import io.yike.contracts.store.model.Money;
import io.yike.contracts.store.model.PricedLine;
import io.yike.contracts.store.model.ServiceabilityQuestion;
import io.yike.contracts.store.model.TimeWindow;
import io.yike.contracts.store.model.UnmetReason;
import io.yike.kit.problem.Problem;
import io.yike.kit.problem.ProblemException;
import io.yike.kit.security.CurrentCaller;
import io.yike.kit.security.Role;
import io.yike.store.ranking.Candidate;
import io.yike.store.ranking.ShelfItem;
import io.yike.store.ranking.Wanted.Fulfilment;
import io.yike.store.ranking.Wanted.Window;
import io.yike.store.routing.adapter.CandidateWire;
import io.yike.store.serviceability.AskServiceability;
import io.yike.store.serviceability.AskServiceability.Serviceability;
import io.yike.store.serviceability.AskServiceability.Serviceability.NotServiceable;
import io.yike.store.serviceability.AskServiceability.Serviceability.Serviceable;
import io.yike.travel.Coordinate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RestController;

/// Serviceability over HTTP, for order-service.
@RestController
class ServiceabilityController implements ServiceabilityApi {

    private final AskServiceability askServiceability;
    private final CurrentCaller currentCaller;

    ServiceabilityController(AskServiceability askServiceability, CurrentCaller currentCaller) {
        this.askServiceability = askServiceability;
        this.currentCaller = currentCaller;
    }

    @Override
    public ResponseEntity<io.yike.contracts.store.model.Serviceability> askServiceability(
            ServiceabilityQuestion question) {
        currentCaller.get().require(Role.SERVICE);
        Fulfilment fulfilment = named(Fulfilment.class, question.getFulfilment().getValue());
        SortedMap<String, Integer> pieces = new TreeMap<>();
        question.getLines().forEach(line -> pieces.merge(line.getSku(), line.getQuantity(), Integer::sum));
        Coordinate destination = question.getDestination() == null ? null : coordinate(question.getDestination());
        Window window = window(question.getWindow());
        boolean counterPickup = question.getStoreId() != null && fulfilment == Fulfilment.PICKUP;
        if (destination == null && !counterPickup) {
            throw new ProblemException(Problem.malformed("destination", "required", "must not be null"));
        }
        Serviceability answer = question.getStoreId() == null
                ? askServiceability.ask(fulfilment, pieces, Objects.requireNonNull(destination), window)
                : askServiceability.askCounter(question.getStoreId(), fulfilment, pieces, destination, window);
        return ResponseEntity.ok(
                switch (answer) {
                    case Serviceable serviceable -> wire(serviceable, question);
                    case NotServiceable(List<Candidate> candidates, var reason) ->
                        new io.yike.contracts.store.model.Serviceability()
                                .serviceable(false)
                                .reason(UnmetReason.fromValue(name(reason)))
                                .lines(null)
                                .candidates(candidates.stream()
                                        .map(CandidateWire::of)
                                        .toList());
                });
    }

    private static io.yike.contracts.store.model.Serviceability wire(
            Serviceable answer, ServiceabilityQuestion question) {
        List<PricedLine> lines = new ArrayList<>();
        io.yike.payments.Money total = null;
        for (var line : question.getLines()) {
            ShelfItem item = Objects.requireNonNull(answer.shelf().get(line.getSku()));
            lines.add(new PricedLine(line.getSku(), line.getQuantity(), money(item.price())));
            io.yike.payments.Money sum = item.price().times(line.getQuantity());
            total = total == null ? sum : total.plus(sum);
        }
        return new io.yike.contracts.store.model.Serviceability()
                .serviceable(true)
                .storeId(answer.first().storeId())
                .storePoint(point(answer.outlet().store().profile().point()))
                .distanceMetres(answer.first().distanceMetres())
                .promiseSeconds(answer.first().promiseSeconds())
                .lines(lines)
                .storeTotal(money(Objects.requireNonNull(total)))
                .candidates(answer.candidates().stream().map(CandidateWire::of).toList());
    }

    private static @Nullable Window window(@Nullable TimeWindow wire) {
        if (wire == null) {
            return null;
        }
        if (!wire.getStart().isBefore(wire.getEnd())) {
            throw new ProblemException(Problem.malformed("window.end", "out_of_range", "must be after the start"));
        }
        return new Window(wire.getStart().toInstant(), wire.getEnd().toInstant());
    }

    private static Money money(io.yike.payments.Money money) {
        return new Money(money.amount(), money.currency());
    }
}
