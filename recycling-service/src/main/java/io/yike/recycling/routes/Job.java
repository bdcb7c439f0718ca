package io.yike.recycling.routes;

/// Something to be fetched at a place.
///
/// @param place index into the tables of the problem
/// @param opens first second at which the work may begin
/// @param closes last second at which it may begin
/// @param serviceSeconds how long the work takes
/// @param skills bits, all of which the vehicle's crew must have
/// @param urgency where not all jobs can be done, the less urgent are left; at least 1
public record Job(
        int place, int opens, int closes, int serviceSeconds, int grams, int litres, int skills, int urgency) {

    public Job {
        if (serviceSeconds < 0 || grams < 0 || litres < 0 || urgency < 1) {
            throw new IllegalArgumentException("a job takes no less than nothing");
        }
    }

    /// One as urgent as the others.
    public Job(int place, int opens, int closes, int serviceSeconds, int grams, int litres, int skills) {
        this(place, opens, closes, serviceSeconds, grams, litres, skills, 1);
    }
}
