package io.yike.recycling.routes;

/// Something to be fetched at a place.
///
/// @param place index into the tables of the problem
/// @param opens first second at which the work may begin
/// @param closes last second at which it may begin
/// @param serviceSeconds how long the work takes
/// @param skills bits, all of which the vehicle's crew must have
public record Job(int place, int opens, int closes, int serviceSeconds, int grams, int litres, int skills) {

    public Job {
        if (serviceSeconds < 0 || grams < 0 || litres < 0) {
            throw new IllegalArgumentException("a job takes no less than nothing");
        }
    }
}
