package io.yike.recycling.credit.adapter;

import io.yike.contracts.recycling.api.PricesApi;
import io.yike.contracts.recycling.model.MaterialPrice;
import io.yike.contracts.recycling.model.MaterialPriceList;
import io.yike.contracts.recycling.model.NewMaterialPrice;
import io.yike.kit.idempotency.Idempotency;
import io.yike.kit.security.CurrentCaller;
import io.yike.kit.security.Role;
import io.yike.payments.Money;
import io.yike.recycling.RecyclingSettings;
import io.yike.recycling.credit.Prices;
import io.yike.recycling.credit.SetPrice;
import io.yike.recycling.credit.domain.Price;
import io.yike.recycling.wire.Wire;
import java.net.URI;
import java.util.Optional;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RestController;

@RestController
class PricesController implements PricesApi {

    private static final int MOST = 200;
    private static final long HIGHEST = 1_000_000;

    private final Prices prices;
    private final SetPrice setPrice;
    private final RecyclingSettings settings;
    private final Idempotency idempotency;
    private final CurrentCaller currentCaller;

    PricesController(
            Prices prices,
            SetPrice setPrice,
            RecyclingSettings settings,
            Idempotency idempotency,
            CurrentCaller currentCaller) {
        this.prices = prices;
        this.setPrice = setPrice;
        this.settings = settings;
        this.idempotency = idempotency;
        this.currentCaller = currentCaller;
    }

    @Override
    public ResponseEntity<MaterialPrice> setPrice(String idempotencyKey, NewMaterialPrice request) {
        currentCaller.get().require(Role.OPERATOR);
        return idempotency.once("setPrice", idempotencyKey, request, MaterialPrice.class, () -> {
            Money perKilogram = perKilogram(request);
            var outcome = setPrice.set(
                    Wire.material(request.getMaterial()),
                    perKilogram,
                    request.getValidFrom().toInstant());
            return switch (outcome) {
                case SetPrice.Outcome.Set(Price price) ->
                    ResponseEntity.created(URI.create("/v1/material-prices")).body(answer(price));
                case SetPrice.Outcome.ValidFromPast _ ->
                    throw Wire.rule("valid_from_past", "A price begins in the future", "validFrom");
                case SetPrice.Outcome.ValidFromNotLast _ ->
                    throw Wire.rule("valid_from_not_last", "A later price is set already", "validFrom");
            };
        });
    }

    private Money perKilogram(NewMaterialPrice request) {
        var given = request.getPerKilogram();
        if (!given.getCurrency().equals(settings.currency())) {
            throw Wire.rule("currency_unknown", "Residents are credited in another currency", "perKilogram.currency");
        }
        if (given.getAmount() < 0) {
            throw Wire.rule("price_negative", "A price is not negative", "perKilogram.amount");
        }
        if (given.getAmount() > HIGHEST) {
            throw Wire.rule("price_too_high", "A price is at most 1,000,000 minor units", "perKilogram.amount");
        }
        return new Money(given.getAmount(), given.getCurrency());
    }

    @Override
    public ResponseEntity<MaterialPriceList> listPrices() {
        return ResponseEntity.ok(new MaterialPriceList(
                prices.list(MOST).stream().map(PricesController::answer).toList()));
    }

    private static MaterialPrice answer(Price price) {
        return new MaterialPrice(
                        Wire.material(price.material()), Wire.money(price.perKilogram()), Wire.time(price.validFrom()))
                .validUntil(Wire.timeOrNull(Optional.ofNullable(price.validUntil())));
    }
}
