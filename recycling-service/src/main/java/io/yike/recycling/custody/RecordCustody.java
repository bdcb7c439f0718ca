package io.yike.recycling.custody;

import io.yike.kit.id.Ids;
import io.yike.recycling.custody.domain.CustodyEntry;
import io.yike.recycling.custody.domain.CustodyEntry.Goods;
import io.yike.recycling.custody.domain.CustodyEntry.Parent;
import io.yike.recycling.custody.domain.Holder;
import io.yike.recycling.custody.domain.WasteStream;
import io.yike.travel.Coordinate;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Writes down who handed what to whom, in the transaction in which it happens.
@Component
public class RecordCustody {

    private final Custody custody;
    private final Ids ids;
    private final Clock clock;

    RecordCustody(Custody custody, Ids ids, Clock clock) {
        this.custody = custody;
        this.ids = ids;
        this.clock = clock;
    }

    /// Something comes from where custody begins: from a resident, or out of a bin.
    @Transactional
    public void begin(Holder giver, Holder taker, Goods goods, Coordinate place) {
        write(giver, taker, goods, place, List.of());
    }

    /// What the plant did not take of a stream.
    public record Refused(long grams, String reason) {}

    /// A crew empties its vehicle at a plant. What the plant refuses goes to the crew's depot.
    ///
    /// @return the stream of which more was refused than there is; nothing is written then
    @Transactional
    public Optional<WasteStream> unload(
            Holder crew,
            Holder plant,
            Coordinate place,
            Coordinate depot,
            Map<WasteStream, Refused> refused,
            @Nullable String proof) {
        Map<WasteStream, Long> loaded = custody.stockLocked(crew);
        Optional<WasteStream> tooMuch = refused.entrySet().stream()
                .filter(one -> one.getValue().grams() > loaded.getOrDefault(one.getKey(), 0L))
                .map(Map.Entry::getKey)
                .findFirst();
        if (tooMuch.isPresent()) {
            return tooMuch;
        }
        loaded.forEach((stream, grams) -> {
            Refused left = refused.get(stream);
            long back = left == null ? 0 : left.grams();
            String reason = left == null ? null : left.reason();
            List<Parent> parents = custody.open(crew, stream);
            write(crew, plant, new Goods(stream, null, null, grams - back, back, reason, proof), place, parents);
            if (back > 0) {
                Holder home = new Holder(Holder.Kind.DEPOT, crew.id());
                write(crew, home, new Goods(stream, null, null, back, 0, reason, proof), depot, parents);
            }
        });
        return Optional.empty();
    }

    /// Somebody passes on what it has.
    ///
    /// @return empty if it has less
    @Transactional
    public Optional<CustodyEntry> passOn(Holder giver, Holder taker, Goods goods, Coordinate place) {
        long has = custody.stockLocked(giver).getOrDefault(goods.stream(), 0L);
        if (has < goods.acceptedGrams() + goods.refusedGrams()) {
            return Optional.empty();
        }
        return Optional.of(write(giver, taker, goods, place, custody.open(giver, goods.stream())));
    }

    private CustodyEntry write(Holder giver, Holder taker, Goods goods, Coordinate place, List<Parent> parents) {
        CustodyEntry entry = CustodyEntry.of(ids.next(), giver, taker, goods, place, clock.instant(), parents);
        custody.add(entry);
        return entry;
    }
}
