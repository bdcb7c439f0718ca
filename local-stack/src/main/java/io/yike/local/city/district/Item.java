package io.yike.local.city.district;

/// Something that shops sell.
///
/// @param sku an EAN-13 with its check digit
/// @param priceFen what the platform asks for one
/// @param scarce few shops have it, and few pieces of it
public record Item(String sku, String name, Shelf shelf, long priceFen, boolean scarce) {

    /// Where an item stands in a shop, which decides whether a shop has it at all.
    public enum Shelf {
        DRINKS,
        SNACKS,
        HOUSEHOLD,
        BREAKFAST,
        FRESH,
        MEDICINE,
        ALCOHOL
    }
}
