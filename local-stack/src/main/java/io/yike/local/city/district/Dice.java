package io.yike.local.city.district;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// Chance that can be repeated: what is thrown for a name depends on the seed and that name only, so that adding
/// a shop moves no courier.
public final class Dice {

    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private final SplittableRandom random;

    private Dice(SplittableRandom random) {
        this.random = random;
    }

    /// Dice that fall the same for the same seed and name.
    ///
    /// @param name what the dice are thrown for, e.g. `shop/17`
    public static Dice of(long seed, String name) {
        return new Dice(new SplittableRandom(hash(seed, name)));
    }

    /// True with that probability, 0 to 1.
    public synchronized boolean hits(double probability) {
        return random.nextDouble() < probability;
    }

    /// A whole number.
    ///
    /// @param least smallest value, inclusive
    /// @param most greatest value, inclusive
    public synchronized int between(int least, int most) {
        return random.nextInt(least, most + 1);
    }

    public synchronized double between(double least, double most) {
        return random.nextDouble(least, most);
    }

    public synchronized <T> T oneOf(List<T> things) {
        return things.get(random.nextInt(things.size()));
    }

    /// That many different ones of the things, in the order in which they were drawn.
    public synchronized <T> List<T> some(int count, List<T> things) {
        var left = new ArrayList<>(things);
        var drawn = new ArrayList<T>(count);
        while (drawn.size() < count && !left.isEmpty()) {
            drawn.add(left.remove(random.nextInt(left.size())));
        }
        return List.copyOf(drawn);
    }

    /// FNV-1a over the seed and the name; SplittableRandom itself mixes the bits well.
    private static long hash(long seed, String name) {
        long hash = FNV_OFFSET;
        for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
            hash = (hash ^ (seed >>> shift & 0xff)) * FNV_PRIME;
        }
        for (byte each : name.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (each & 0xff)) * FNV_PRIME;
        }
        return hash;
    }
}
