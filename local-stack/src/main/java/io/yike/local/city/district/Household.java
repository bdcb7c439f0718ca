package io.yike.local.city.district;

/// Somebody who lives in the district and orders now and then.
///
/// @param phone E.164, from a range that is not given out
public record Household(String name, String phone, Address address) {}
