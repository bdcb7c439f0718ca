package io.yike.recycling.custody.domain;

/// What a plant has had of a stream, by its entries, and what it has, by its stock. Grams.
///
/// @param in what was brought
/// @param out what was passed on
/// @param refused what was brought and not taken
public record StreamBalance(WasteStream stream, long in, long out, long stock, long refused) {

    public boolean isBalanced() {
        return in == out + stock + refused;
    }
}
