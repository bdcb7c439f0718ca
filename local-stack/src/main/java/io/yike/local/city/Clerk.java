package io.yike.local.city;

import io.yike.contracts.store.model.DeclineReason;
import io.yike.contracts.store.model.LineChange;
import io.yike.contracts.store.model.Offer;
import io.yike.contracts.store.model.OfferLine;
import io.yike.contracts.store.model.Substitute;
import io.yike.local.city.district.Dice;
import io.yike.local.city.district.Shop;
import io.yike.local.city.district.Shop.Stocked;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Who stands behind the counter and decides on offers, by temper and chance.
final class Clerk {

    private static final List<DeclineReason> EXCUSES =
            List.of(DeclineReason.STORE_TOO_BUSY, DeclineReason.ITEM_SOLD_OUT, DeclineReason.EQUIPMENT_FAILURE);

    private final Shop shop;
    private final Dice dice;
    private boolean awake;

    Clerk(Shop shop, Dice dice) {
        this.shop = shop;
        this.dice = dice;
    }

    /// What becomes of an offer. The first one is never left unanswered: who just opened looks at the till.
    synchronized Decision decide(Offer offer) {
        boolean ignores = dice.hits(shop.temper().ignores());
        boolean declines = dice.hits(shop.temper().declines());
        var excuse = dice.oneOf(EXCUSES);
        var changes = new ArrayList<LineChange>();
        boolean refused = false;
        for (var line : offer.getLines()) {
            if (dice.hits(shop.temper().finds())) {
                refused |= line.getSubstitution() == OfferLine.SubstitutionEnum.REFUSED;
                changes.add(change(line));
            }
        }
        boolean first = !awake;
        awake = true;
        if (ignores && !first) {
            return new Decision.Ignore();
        }
        if (declines) {
            return new Decision.Decline(excuse);
        }
        if (refused
                || changes.stream().filter(Clerk::nothingLeft).count()
                        == offer.getLines().size()) {
            return new Decision.Decline(DeclineReason.ITEM_SOLD_OUT);
        }
        return new Decision.Accept(changes);
    }

    /// Fewer pieces if there are several; another item from the shelf, if one costs no more; or none.
    private LineChange change(OfferLine line) {
        if (line.getQuantity() > 1) {
            return new LineChange(line.getLine(), line.getQuantity() - 1);
        }
        var change = new LineChange(line.getLine(), 0);
        return instead(line)
                .map(other -> change.substitute(new Substitute(other.item().sku(), line.getQuantity())))
                .orElse(change);
    }

    private Optional<Stocked> instead(OfferLine line) {
        return shop.stock().stream()
                .filter(stocked -> stocked.item().sku().equals(line.getSku()))
                .findFirst()
                .flatMap(wanted -> shop.stock().stream()
                        .filter(other -> other.item().shelf() == wanted.item().shelf()
                                && !other.item().equals(wanted.item())
                                && !other.item().scarce()
                                && other.priceFen() <= wanted.priceFen()
                                && other.item().priceFen() <= wanted.item().priceFen())
                        .findFirst());
    }

    private static boolean nothingLeft(LineChange change) {
        return change.getQuantity() == 0 && change.getSubstitute() == null;
    }

    /// What a clerk does with an offer.
    sealed interface Decision {

        /// The shop fills it.
        ///
        /// @param changes of lines that are not as ordered; none means whole
        record Accept(List<LineChange> changes) implements Decision {
            public Accept {
                changes = List.copyOf(changes);
            }
        }

        record Decline(DeclineReason reason) implements Decision {}

        /// The offer runs out.
        record Ignore() implements Decision {}
    }
}
