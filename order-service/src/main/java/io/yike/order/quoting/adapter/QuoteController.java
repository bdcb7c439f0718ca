package io.yike.order.quoting.adapter;

import io.yike.contracts.order.api.QuotesApi;
import io.yike.contracts.order.model.Fulfilment;
import io.yike.contracts.order.model.Kind;
import io.yike.contracts.order.model.QuoteRequest;
import io.yike.kit.idempotency.Idempotency;
import io.yike.kit.problem.Problem;
import io.yike.kit.problem.ProblemException;
import io.yike.kit.security.Caller;
import io.yike.kit.security.CurrentCaller;
import io.yike.kit.security.Party;
import io.yike.kit.security.Role;
import io.yike.order.quoting.JudgeBasket;
import io.yike.order.quoting.QuoteBasket;
import io.yike.order.quoting.Quotes;
import io.yike.order.quoting.domain.Basket;
import io.yike.order.quoting.domain.Buyer;
import io.yike.order.quoting.domain.Quote;
import io.yike.order.wire.Baskets;
import io.yike.order.wire.Buyers;
import io.yike.order.wire.Wire;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RestController;

@RestController
class QuoteController implements QuotesApi {

    private static final Duration TRY_AGAIN = Duration.ofSeconds(2);

    private final JudgeBasket judgeBasket;
    private final QuoteBasket quoteBasket;
    private final Quotes quotes;
    private final Idempotency idempotency;
    private final CurrentCaller currentCaller;

    QuoteController(
            JudgeBasket judgeBasket,
            QuoteBasket quoteBasket,
            Quotes quotes,
            Idempotency idempotency,
            CurrentCaller currentCaller) {
        this.judgeBasket = judgeBasket;
        this.quoteBasket = quoteBasket;
        this.quotes = quotes;
        this.idempotency = idempotency;
        this.currentCaller = currentCaller;
    }

    /// store-service is asked before the transaction begins, so that none stays open while another service thinks.
    /// What it says counts only if the request has not been answered before.
    @Override
    public ResponseEntity<io.yike.contracts.order.model.Quote> createQuote(
            String idempotencyKey, QuoteRequest request) {
        Caller caller = currentCaller.get();
        caller.require(Role.PLATFORM, Role.RESIDENT, Role.STORE);
        Supplier<Quote> asked = ask(caller, request);
        return idempotency.once(
                "createQuote", idempotencyKey, request, io.yike.contracts.order.model.Quote.class, () -> {
                    Quote quote = asked.get();
                    quotes.add(quote);
                    return ResponseEntity.created(URI.create("/v1/quotes/" + quote.id()))
                            .body(wire(quote));
                });
    }

    private Supplier<Quote> ask(Caller caller, QuoteRequest request) {
        try {
            Basket basket = Baskets.accepted(judgeBasket.judge(Baskets.wish(
                    request.getKind(),
                    request.getFulfilment(),
                    request.getStoreId(),
                    request.getLines(),
                    request.getDestination(),
                    request.getWindow())));
            Buyer buyer = Buyers.of(caller, basket, request.getPlatformId(), null);
            Optional<Quote> quote = quoteBasket.quote(basket, buyer.party(), buyer.platformId());
            return () -> quote.orElseThrow(() -> new ProblemException(Problem.unavailable(TRY_AGAIN)));
        } catch (ProblemException refused) {
            return () -> {
                throw refused;
            };
        }
    }

    @Override
    public ResponseEntity<io.yike.contracts.order.model.Quote> getQuote(UUID quoteId) {
        Caller caller = currentCaller.get();
        caller.require(Role.PLATFORM, Role.RESIDENT, Role.STORE, Role.OPERATOR);
        return quotes.find(quoteId)
                .filter(quote -> caller.has(Role.OPERATOR)
                        || Party.find(quote.askedBy()).filter(caller::actsAs).isPresent())
                .map(quote -> ResponseEntity.ok(wire(quote)))
                .orElseThrow(() -> new ProblemException(Problem.notFound()));
    }

    private static io.yike.contracts.order.model.Quote wire(Quote quote) {
        Basket basket = quote.basket();
        var wire = new io.yike.contracts.order.model.Quote(
                quote.id(),
                quote.answer() instanceof Quote.Answer.Serviceable,
                Kind.fromValue(Wire.word(basket.kind())),
                Fulfilment.fromValue(Wire.word(basket.fulfilment())),
                Wire.money(basket.goodsTotal()),
                Wire.time(quote.createdAt()),
                Wire.time(quote.expiresAt()));
        return switch (quote.answer()) {
            case Quote.Answer.NotServiceable(String reason) -> wire.reason(reason);
            case Quote.Answer.Serviceable serviceable ->
                wire.distanceMetres(Math.toIntExact(serviceable.metres()))
                        .promiseSeconds(Math.toIntExact(serviceable.promiseSeconds()))
                        .promiseAt(Wire.time(serviceable.promise()))
                        .deliveryFee(Wire.money(serviceable.deliveryFee()))
                        .total(Wire.money(basket.goodsTotal().plus(serviceable.deliveryFee())));
        };
    }
}
