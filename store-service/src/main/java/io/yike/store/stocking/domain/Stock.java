package io.yike.store.stocking.domain;

/// Pieces of one item at one store.
///
/// What the store counted is `onHand − shortage`: where accepted orders need more than was counted, `onHand` stays at
/// `reserved` and the difference is the shortage, until a delivery, a count or the end of an order settles it.
///
/// @param onHand never below `reserved`
/// @param shortage above 0 only while `onHand` equals `reserved`
public record Stock(int onHand, int reserved, int shortage) {

    /// More pieces of one item than any store holds; keeps sums far from overflow.
    public static final int MOST = 100_000_000;

    public static final Stock NONE = new Stock(0, 0, 0);

    public Stock {
        if (reserved < 0
                || reserved > onHand
                || onHand > MOST
                || shortage < 0
                || shortage > onHand
                || (shortage > 0 && onHand != reserved)) {
            throw new IllegalArgumentException(
                    "No such stock: on hand " + onHand + ", reserved " + reserved + ", shortage " + shortage);
        }
    }

    public int available() {
        return onHand - reserved;
    }

    public int counted() {
        return onHand - shortage;
    }

    public boolean canReserve(int pieces, int safetyStock) {
        return available() - safetyStock >= pieces;
    }

    public Stock reserve(int pieces) {
        return new Stock(onHand, reserved + pieces, shortage);
    }

    /// For goods that are in the buyer's hands already: what is missing is recorded, not refused.
    public Stock reserveRegardless(int pieces) {
        return of(counted(), reserved + pieces);
    }

    /// The pieces are free again.
    public Stock release(int pieces) {
        return of(counted(), reserved - pieces);
    }

    /// The pieces have left the store. They were there, whatever the count said.
    public Stock sell(int pieces) {
        return of(Math.max(0, counted() - pieces), reserved - pieces);
    }

    /// The store has so many, reserved ones included.
    public Stock count(int pieces) {
        return of(pieces, reserved);
    }

    private static Stock of(int counted, int reserved) {
        return counted >= reserved
                ? new Stock(counted, reserved, 0)
                : new Stock(reserved, reserved, reserved - counted);
    }
}
