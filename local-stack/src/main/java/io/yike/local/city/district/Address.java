package io.yike.local.city.district;

import io.yike.travel.Coordinate;

/// A house at a street.
///
/// @param text as one writes it on a bag, e.g. `88 Ninghai Road`
public record Address(String text, String street, Coordinate point) {}
