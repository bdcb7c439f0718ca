package io.yike.recycling.custody.domain;

import io.yike.travel.Coordinate;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A hand-over. Goods merge and part, so that it names everything that what was handed over may have come from.
///
/// @param item what it is, where it is a thing
/// @param pickupId whose thing it is
/// @param reason why something was refused
/// @param proof a reference into the object store
/// @param hash SHA-256 of everything else, with the hashes of its parents: who changes one entry changes all after it
public record CustodyEntry(
        UUID id,
        Holder giver,
        Holder taker,
        WasteStream stream,
        @Nullable String item,
        @Nullable UUID pickupId,
        long acceptedGrams,
        long refusedGrams,
        @Nullable String reason,
        @Nullable String proof,
        Coordinate place,
        Instant at,
        List<Parent> parents,
        String hash) {

    public CustodyEntry {
        parents = List.copyOf(parents);
    }

    /// An entry that it came from.
    public record Parent(UUID entryId, String hash) {}

    /// What is handed over.
    public record Goods(
            WasteStream stream,
            @Nullable String item,
            @Nullable UUID pickupId,
            long acceptedGrams,
            long refusedGrams,
            @Nullable String reason,
            @Nullable String proof) {}

    /// Writes one, with its hash.
    public static CustodyEntry of(
            UUID id, Holder giver, Holder taker, Goods goods, Coordinate place, Instant at, List<Parent> parents) {
        CustodyEntry bare = new CustodyEntry(
                id,
                giver,
                taker,
                goods.stream(),
                goods.item(),
                goods.pickupId(),
                goods.acceptedGrams(),
                goods.refusedGrams(),
                goods.reason(),
                goods.proof(),
                place,
                at,
                parents,
                "");
        return bare.withHash(bare.expectedHash());
    }

    /// The same with these parents.
    public CustodyEntry withParents(List<Parent> these) {
        return new CustodyEntry(
                id,
                giver,
                taker,
                stream,
                item,
                pickupId,
                acceptedGrams,
                refusedGrams,
                reason,
                proof,
                place,
                at,
                these,
                hash);
    }

    private CustodyEntry withHash(String sealed) {
        return new CustodyEntry(
                id,
                giver,
                taker,
                stream,
                item,
                pickupId,
                acceptedGrams,
                refusedGrams,
                reason,
                proof,
                place,
                at,
                parents,
                sealed);
    }

    /// What its hash must be: over one field a line, in this order, then the hashes of its parents in their own order.
    public String expectedHash() {
        List<String> lines = new ArrayList<>(List.of(
                id.toString(),
                giver.name(),
                taker.name(),
                stream.name(),
                text(item),
                pickupId == null ? "" : pickupId.toString(),
                Long.toString(acceptedGrams),
                Long.toString(refusedGrams),
                text(reason),
                text(proof),
                Double.toString(place.latitude()),
                Double.toString(place.longitude()),
                at.toString()));
        parents.stream().map(Parent::hash).sorted(Comparator.naturalOrder()).forEach(lines::add);
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value.replace('\n', ' ');
    }
}
