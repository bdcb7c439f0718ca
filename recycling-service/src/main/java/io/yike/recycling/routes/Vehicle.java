package io.yike.recycling.routes;

/// A vehicle with its crew, for one shift.
///
/// @param start index of the place where the shift begins
/// @param end index of the place where it ends
/// @param shiftStart second of the day
/// @param shiftEnd by then it is back
public record Vehicle(int start, int end, int shiftStart, int shiftEnd, int grams, int litres, int skills) {}
