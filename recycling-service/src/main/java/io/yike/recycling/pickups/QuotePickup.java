package io.yike.recycling.pickups;

import io.yike.payments.Money;
import io.yike.recycling.RecyclingSettings;
import io.yike.recycling.pickups.domain.CatalogueItem;
import io.yike.recycling.pickups.domain.Condition;
import io.yike.recycling.pickups.domain.Line;
import io.yike.recycling.pickups.domain.Pickup;
import io.yike.recycling.pickups.domain.Quote;
import io.yike.recycling.pickups.domain.Standing;
import io.yike.recycling.pickups.domain.Terms;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// What a pickup costs, and brings, at the terms of now.
@Component
public class QuotePickup {

    private final Catalogue catalogue;
    private final RecyclingSettings settings;

    QuotePickup(Catalogue catalogue, RecyclingSettings settings) {
        this.catalogue = catalogue;
        this.settings = settings;
    }

    /// Things that somebody wants to be rid of.
    public record Wished(String code, Condition condition, int quantity, List<String> photos) {

        public Wished {
            photos = List.copyOf(photos);
        }
    }

    /// What became of it.
    public sealed interface Outcome {
        record Quoted(Quote quote) implements Outcome {}

        /// Not in the catalogue, or not in this condition.
        ///
        /// @param index of the item
        record ItemUnknown(int index) implements Outcome {}

        record TooManyItems(int index) implements Outcome {}
    }

    public Outcome quote(List<Wished> wished, Standing standing) {
        List<Line> lines = new ArrayList<>();
        int quantity = 0;
        for (int index = 0; index < wished.size(); index++) {
            Wished one = wished.get(index);
            quantity += one.quantity();
            if (quantity > settings.pickups().mostItems()) {
                return new Outcome.TooManyItems(index);
            }
            Optional<CatalogueItem> item = catalogue.find(one.code());
            Optional<Terms> terms =
                    item.flatMap(it -> Optional.ofNullable(it.terms().get(one.condition())));
            if (item.isEmpty() || terms.isEmpty()) {
                return new Outcome.ItemUnknown(index);
            }
            lines.add(line(index + 1, one, item.get(), terms.get()));
        }
        return new Outcome.Quoted(quoted(lines, standing));
    }

    /// Of lines at their own terms.
    Quote quoted(List<Line> lines, Standing standing) {
        String currency = settings.currency();
        return Quote.of(
                lines,
                standing,
                new Quote.Carrying(
                        new Money(settings.pickups().carryPerFloor(), currency),
                        new Money(settings.pickups().assisted(), currency)));
    }

    /// Of a pickup's own lines at its own price: only what it is to carry more, or less, counts.
    Quote kept(Pickup pickup, Standing standing) {
        Quote before = quoted(pickup.lines(), pickup.standing());
        Quote after = quoted(pickup.lines(), standing);
        Money ofLines = after.price().minus(after.carrying());
        Money price = pickup.price().plus(after.carrying()).minus(before.carrying());
        return new Quote(
                pickup.lines(), after.carrying(), price.isLessThan(ofLines) ? ofLines : price, pickup.credit());
    }

    private static Line line(int number, Wished one, CatalogueItem item, Terms terms) {
        return new Line(
                number,
                item.code(),
                item.name(),
                item.kind(),
                one.condition(),
                one.quantity(),
                (long) item.litres() * one.quantity(),
                (long) item.grams() * one.quantity(),
                item.twoPersons(),
                terms.price().times(one.quantity()),
                terms.credit().times(one.quantity()),
                one.photos(),
                null);
    }
}
