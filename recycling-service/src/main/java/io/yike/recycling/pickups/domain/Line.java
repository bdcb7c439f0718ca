package io.yike.recycling.pickups.domain;

import io.yike.payments.Money;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Things of one kind in a pickup, at the terms of the day on which it was asked for.
///
/// @param number from 1
/// @param litres of all of them
/// @param grams of all of them
/// @param price of all of them
/// @param credit of all of them
/// @param photos references into the object store
/// @param refused why the crew left them, if it did
public record Line(
        int number,
        String code,
        String name,
        ItemKind kind,
        Condition condition,
        int quantity,
        long litres,
        long grams,
        boolean twoPersons,
        Money price,
        Money credit,
        List<String> photos,
        @Nullable String refused) {

    public Line {
        photos = List.copyOf(photos);
    }

    /// The same, left behind.
    public Line refused(String why) {
        return new Line(
                number, code, name, kind, condition, quantity, litres, grams, twoPersons, price, credit, photos, why);
    }
}
