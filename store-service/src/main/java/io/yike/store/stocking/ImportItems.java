package io.yike.store.stocking;

import io.yike.kit.id.Ids;
import io.yike.store.StoreSettings;
import io.yike.store.stocking.ImportLines.Line;
import io.yike.store.stocking.ItemImports.ItemImport;
import io.yike.store.stocking.ItemImports.LineError;
import io.yike.store.stocking.ItemImports.State;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Takes in prices and counts in bulk, in batches of one transaction each, in constant memory. A line that is
/// refused hinders no other. An import that broke off is begun again with the same key, which is harmless: each
/// line states how things are.
@Service
public class ImportItems {

    /// An import without a batch for so long is no longer under way.
    private static final Duration SILENT = Duration.ofMinutes(1);

    private final ItemImports imports;
    private final SetItems setItems;
    private final StoreSettings settings;
    private final Ids ids;
    private final Clock clock;
    private final TransactionTemplate transactions;

    ImportItems(
            ItemImports imports,
            SetItems setItems,
            StoreSettings settings,
            Ids ids,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.imports = imports;
        this.setItems = setItems;
        this.settings = settings;
        this.ids = ids;
        this.clock = clock;
        this.transactions = new TransactionTemplate(transactions);
    }

    /// What became of the request to import.
    public sealed interface Outcome {

        record Begun(ItemImport started) implements Outcome {}

        /// The key was used before, and that import ended: the body must be the same one.
        record Repeated(ItemImport finished) implements Outcome {}

        record InProgress() implements Outcome {}

        record KeyReused() implements Outcome {}
    }

    public Outcome begin(UUID storeId, String clientId, String key) {
        Instant now = clock.instant();
        ItemImport started = new ItemImport(ids.next(), storeId, 1, State.RUNNING, null, 0, 0, now, now, null);
        Outcome outcome = transactions.execute(_ -> {
            if (imports.add(started, clientId, key)) {
                return new Outcome.Begun(started);
            }
            ItemImport before = imports.findByKey(clientId, key).orElseThrow();
            if (!before.storeId().equals(storeId)) {
                return new Outcome.KeyReused();
            }
            return switch (before.state()) {
                case FINISHED -> new Outcome.Repeated(before);
                case FAILED -> new Outcome.Begun(again(before, now));
                case RUNNING ->
                    before.progressAt().isAfter(now.minus(SILENT))
                            ? new Outcome.InProgress()
                            : new Outcome.Begun(again(before, now));
            };
        });
        return java.util.Objects.requireNonNull(outcome);
    }

    /// How the reading ended.
    public sealed interface Reading {

        record Finished(ItemImport finished) implements Reading {}

        /// The import was silent for so long that it was begun again meanwhile; only what came before took effect.
        record Superseded() implements Reading {}
    }

    /// Reads to the end.
    ///
    /// @param hash of all that was read; asked after the last line
    public Reading read(ItemImport started, ImportLines lines, Supplier<String> hash) throws IOException {
        ItemImport progress = started;
        boolean ended = false;
        try {
            List<Line> batch = new ArrayList<>(settings.importBatch());
            for (@Nullable Line line = lines.next(); line != null; line = lines.next()) {
                batch.add(line);
                if (batch.size() == settings.importBatch()) {
                    Optional<ItemImport> taken = take(progress, batch, null);
                    if (taken.isEmpty()) {
                        return new Reading.Superseded();
                    }
                    progress = taken.get();
                    batch.clear();
                }
            }
            Optional<ItemImport> finished = take(progress, batch, hash.get());
            ended = true;
            return finished.<Reading>map(Reading.Finished::new).orElseGet(Reading.Superseded::new);
        } finally {
            if (!ended) {
                fail(progress);
            }
        }
    }

    public Optional<ItemImport> find(UUID storeId, UUID importId) {
        return imports.find(storeId, importId);
    }

    /// Nothing of the batch takes effect, and empty, if the import was begun again since.
    private Optional<ItemImport> take(ItemImport progress, List<Line> batch, @Nullable String contentHash) {
        Instant now = clock.instant();
        Optional<ItemImport> taken = transactions.execute(transaction -> {
            List<ItemSetting> readable = new ArrayList<>(batch.size());
            List<Long> numbers = new ArrayList<>(batch.size());
            List<LineError> errors = new ArrayList<>();
            for (Line line : batch) {
                switch (line) {
                    case Line.Good(long number, ItemSetting setting) -> {
                        readable.add(setting);
                        numbers.add(number);
                    }
                    case Line.Bad(LineError error) -> errors.add(error);
                }
            }
            List<ItemDecision> decisions = setItems.setAll(progress.storeId(), readable);
            for (int i = 0; i < decisions.size(); i++) {
                if (decisions.get(i) instanceof ItemDecision.Refused(ItemRefusal refusal)) {
                    errors.add(new LineError(
                            numbers.get(i),
                            refusal == ItemRefusal.CURRENCY_NOT_SUPPORTED ? "currency" : refusal.field(),
                            refusal.name().toLowerCase(Locale.ROOT),
                            refusal.title()));
                }
            }
            ItemImport next = new ItemImport(
                    progress.id(),
                    progress.storeId(),
                    progress.attempt(),
                    contentHash == null ? State.RUNNING : State.FINISHED,
                    contentHash,
                    progress.lines() + batch.size(),
                    progress.rejected() + errors.size(),
                    progress.startedAt(),
                    now,
                    contentHash == null ? null : now);
            if (!imports.save(next)) {
                transaction.setRollbackOnly();
                return Optional.empty();
            }
            imports.refuse(progress.id(), errors);
            return Optional.of(next);
        });
        return java.util.Objects.requireNonNull(taken);
    }

    private void fail(ItemImport progress) {
        Instant now = clock.instant();
        transactions.executeWithoutResult(_ -> imports.save(new ItemImport(
                progress.id(),
                progress.storeId(),
                progress.attempt(),
                State.FAILED,
                null,
                progress.lines(),
                progress.rejected(),
                progress.startedAt(),
                now,
                now)));
    }

    private ItemImport again(ItemImport before, Instant now) {
        ItemImport anew = new ItemImport(
                before.id(),
                before.storeId(),
                before.attempt() + 1,
                State.RUNNING,
                null,
                0,
                0,
                before.startedAt(),
                now,
                null);
        imports.restart(anew);
        return anew;
    }
}
