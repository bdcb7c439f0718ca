package io.yike.store.stocking.adapter;

import static io.yike.store.postgres.Columns.name;
import static io.yike.store.postgres.Columns.named;
import static io.yike.store.registering.adapter.StoreWire.time;
import static io.yike.store.registering.adapter.StoreWire.timeOrNull;

import io.yike.contracts.store.api.ItemsApi;
import io.yike.contracts.store.model.ItemPage;
import io.yike.contracts.store.model.Money;
import io.yike.contracts.store.model.StockAdjustment;
import io.yike.contracts.store.model.StockCount;
import io.yike.kit.idempotency.Idempotency;
import io.yike.kit.problem.FieldProblem;
import io.yike.kit.problem.Problem;
import io.yike.kit.problem.ProblemException;
import io.yike.store.postgres.TextCursor;
import io.yike.store.registering.StoreAccess;
import io.yike.store.registering.adapter.StoreWire;
import io.yike.store.registering.domain.Licence;
import io.yike.store.stocking.ItemDecision;
import io.yike.store.stocking.ItemRefusal;
import io.yike.store.stocking.ItemSetting;
import io.yike.store.stocking.Items;
import io.yike.store.stocking.SetItems;
import io.yike.store.stocking.domain.Item;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RestController;

/// Items over HTTP.
@RestController
class ItemsController implements ItemsApi {

    private final Items items;
    private final SetItems setItems;
    private final StoreAccess access;
    private final Idempotency idempotency;

    ItemsController(Items items, SetItems setItems, StoreAccess access, Idempotency idempotency) {
        this.items = items;
        this.setItems = setItems;
        this.access = access;
        this.idempotency = idempotency;
    }

    @Override
    public ResponseEntity<ItemPage> listItems(UUID storeId, Boolean shortage, @Nullable String cursor, Integer limit) {
        access.own(storeId);
        List<Item> found = items.list(storeId, shortage, TextCursor.parse(cursor), limit + 1);
        ItemPage page = new ItemPage(
                found.stream().limit(limit).map(ItemsController::wire).toList());
        if (found.size() > limit) {
            page.nextCursor(TextCursor.encode(found.get(limit - 1).sku()));
        }
        return ResponseEntity.ok(page);
    }

    @Override
    public ResponseEntity<io.yike.contracts.store.model.Item> getItem(UUID storeId, String sku) {
        access.own(storeId);
        return ResponseEntity.ok(
                wire(items.find(storeId, sku).orElseThrow(() -> new ProblemException(Problem.notFound()))));
    }

    @Override
    public ResponseEntity<io.yike.contracts.store.model.Item> setItem(
            UUID storeId, String sku, io.yike.contracts.store.model.ItemSetting itemSetting) {
        access.own(storeId);
        ItemSetting setting = new ItemSetting(
                sku,
                itemSetting.getName(),
                new io.yike.payments.Money(
                        itemSetting.getPrice().getAmount(),
                        itemSetting.getPrice().getCurrency()),
                itemSetting.getCapability() == null ? null : StoreWire.capability(itemSetting.getCapability()),
                itemSetting.getLicence() == null
                        ? null
                        : named(Licence.class, itemSetting.getLicence().getValue()),
                itemSetting.getOnHand(),
                itemSetting.getCountedAt() == null
                        ? null
                        : itemSetting.getCountedAt().toInstant());
        return ResponseEntity.ok(wire(done(setItems.set(storeId, setting))));
    }

    @Override
    public ResponseEntity<io.yike.contracts.store.model.Item> adjustStock(
            String idempotencyKey, UUID storeId, String sku, StockAdjustment stockAdjustment) {
        access.own(storeId);
        return idempotency.once(
                "adjustStock",
                idempotencyKey,
                new OfItem(storeId, sku, stockAdjustment),
                io.yike.contracts.store.model.Item.class,
                () -> ResponseEntity.status(HttpStatus.CREATED)
                        .body(wire(done(setItems.adjust(
                                storeId,
                                sku,
                                stockAdjustment.getDelta(),
                                stockAdjustment.getReason().getValue())))));
    }

    @Override
    public ResponseEntity<io.yike.contracts.store.model.Item> countStock(
            String idempotencyKey, UUID storeId, String sku, StockCount stockCount) {
        access.own(storeId);
        return idempotency.once(
                "countStock",
                idempotencyKey,
                new OfItem(storeId, sku, stockCount),
                io.yike.contracts.store.model.Item.class,
                () -> ResponseEntity.status(HttpStatus.CREATED)
                        .body(wire(done(setItems.count(
                                storeId,
                                sku,
                                stockCount.getQuantity(),
                                stockCount.getCountedAt().toInstant())))));
    }

    private static Item done(ItemDecision decision) {
        return switch (decision) {
            case ItemDecision.Done(Item item) -> item;
            case ItemDecision.Refused(ItemRefusal refusal) -> throw new ProblemException(problem(refusal));
        };
    }

    private static Problem problem(ItemRefusal refusal) {
        String code = refusal.name().toLowerCase(Locale.ROOT);
        return switch (refusal) {
            case NO_SUCH_ITEM -> Problem.notFound();
            case COUNT_OUTDATED -> Problem.conflict(code, refusal.title());
            case CURRENCY_NOT_SUPPORTED, COUNTED_IN_THE_FUTURE, COUNT_TOO_OLD, STOCK_NEGATIVE, STOCK_TOO_LARGE ->
                Problem.unprocessable(code, refusal.title(), new FieldProblem(refusal.field(), code, refusal.title()));
        };
    }

    static io.yike.contracts.store.model.Item wire(Item item) {
        return new io.yike.contracts.store.model.Item()
                .sku(item.sku())
                .name(item.name())
                .price(new Money(item.price().amount(), item.price().currency()))
                .capability(item.capability() == null ? null : StoreWire.capability(item.capability()))
                .licence(
                        item.licence() == null
                                ? null
                                : io.yike.contracts.store.model.Licence.fromValue(name(item.licence())))
                .onHand(item.stock().onHand())
                .reserved(item.stock().reserved())
                .available(item.stock().available())
                .shortage(item.stock().shortage())
                .countedAt(timeOrNull(item.countedAt()))
                .updatedAt(time(item.updatedAt()));
    }

    /// What an idempotency key of an item's operation stands for.
    private record OfItem(UUID storeId, String sku, Object body) {}
}
