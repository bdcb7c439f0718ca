package io.yike.store.stocking.adapter;

import static io.yike.store.postgres.Columns.name;
import static io.yike.store.registering.adapter.StoreWire.time;
import static io.yike.store.registering.adapter.StoreWire.timeOrNull;

import io.yike.contracts.store.api.ImportsApi;
import io.yike.contracts.store.model.ImportError;
import io.yike.contracts.store.model.ImportErrorPage;
import io.yike.kit.http.BodyTooLarge;
import io.yike.kit.problem.FieldProblem;
import io.yike.kit.problem.Problem;
import io.yike.kit.problem.ProblemException;
import io.yike.kit.security.CurrentCaller;
import io.yike.store.StoreSettings;
import io.yike.store.postgres.TextCursor;
import io.yike.store.registering.StoreAccess;
import io.yike.store.stocking.ImportItems;
import io.yike.store.stocking.ImportItems.Outcome;
import io.yike.store.stocking.ImportItems.Reading;
import io.yike.store.stocking.ImportLines;
import io.yike.store.stocking.ItemImports;
import io.yike.store.stocking.ItemImports.ItemImport;
import io.yike.store.stocking.ItemImports.LineError;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.net.URI;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.validation.annotation.Validated;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/// Imports over HTTP. Not by the generated interface: that would hold the whole body in memory, and here it is
/// read as a stream. Its paths are the generated ones.
@RestController
@Validated
class ImportsController {

    private static final int ERRORS_SHOWN = 100;
    private static final MediaType CSV = new MediaType("text", "csv");
    private static final MediaType NDJSON = new MediaType("application", "x-ndjson");

    private final ImportItems importItems;
    private final ItemImports imports;
    private final StoreAccess access;
    private final CurrentCaller currentCaller;
    private final StoreSettings settings;
    private final JsonMapper json;

    ImportsController(
            ImportItems importItems,
            ItemImports imports,
            StoreAccess access,
            CurrentCaller currentCaller,
            StoreSettings settings,
            JsonMapper json) {
        this.importItems = importItems;
        this.imports = imports;
        this.access = access;
        this.currentCaller = currentCaller;
        this.settings = settings;
        this.json = json;
    }

    @PostMapping(
            path = ImportsApi.PATH_IMPORT_ITEMS,
            produces = {"application/json", "application/problem+json"})
    ResponseEntity<io.yike.contracts.store.model.ItemImport> importItems(
            @PathVariable("storeId") UUID storeId,
            @RequestHeader("Idempotency-Key") @Pattern(regexp = "^[\\x21-\\x7E]+$") @Size(min = 8, max = 128) String key,
            @RequestHeader(value = HttpHeaders.CONTENT_TYPE, required = false) @Nullable MediaType contentType,
            InputStream body)
            throws IOException, HttpMediaTypeNotSupportedException {
        access.own(storeId);
        if (contentType == null
                || (!CSV.equalsTypeAndSubtype(contentType) && !NDJSON.equalsTypeAndSubtype(contentType))) {
            throw new HttpMediaTypeNotSupportedException(contentType, List.of(CSV, NDJSON));
        }
        return switch (importItems.begin(storeId, currentCaller.get().keyScope(), key)) {
            case Outcome.Begun(ItemImport started) -> created(read(started, contentType, body));
            case Outcome.Repeated(ItemImport finished) -> repeated(finished, body);
            case Outcome.InProgress _ -> throw inProgress();
            case Outcome.KeyReused _ -> throw keyReused();
        };
    }

    @GetMapping(
            path = ImportsApi.PATH_GET_IMPORT,
            produces = {"application/json", "application/problem+json"})
    ResponseEntity<io.yike.contracts.store.model.ItemImport> getImport(
            @PathVariable("storeId") UUID storeId, @PathVariable("importId") UUID importId) {
        return ResponseEntity.ok(wire(own(storeId, importId)));
    }

    @GetMapping(
            path = ImportsApi.PATH_LIST_IMPORT_ERRORS,
            produces = {"application/json", "application/problem+json"})
    ResponseEntity<ImportErrorPage> listImportErrors(
            @PathVariable("storeId") UUID storeId,
            @PathVariable("importId") UUID importId,
            @RequestParam(value = "cursor", required = false) @Size(max = 512) @Nullable String cursor,
            @RequestParam(value = "limit", required = false, defaultValue = "50") @Min(1) @Max(200) Integer limit) {
        ItemImport found = own(storeId, importId);
        List<LineError> errors = imports.errors(found.id(), TextCursor.parseNumber(cursor), limit + 1);
        ImportErrorPage page = new ImportErrorPage(
                errors.stream().limit(limit).map(ImportsController::wire).toList());
        if (errors.size() > limit) {
            page.nextCursor(
                    TextCursor.encode(Long.toString(errors.get(limit - 1).line())));
        }
        return ResponseEntity.ok(page);
    }

    private ItemImport own(UUID storeId, UUID importId) {
        access.own(storeId);
        return importItems.find(storeId, importId).orElseThrow(() -> new ProblemException(Problem.notFound()));
    }

    private ItemImport read(ItemImport started, MediaType contentType, InputStream body) throws IOException {
        DigestInputStream digest = new DigestInputStream(body, sha256());
        Reader reader = new BufferedReader(new InputStreamReader(digest, StandardCharsets.UTF_8.newDecoder()), 1 << 16);
        ImportLines lines = CSV.equalsTypeAndSubtype(contentType)
                ? new CsvLines(reader, settings.currency())
                : new NdjsonLines(reader, json, settings.currency());
        try {
            return switch (importItems.read(started, lines, () -> hex(digest))) {
                case Reading.Finished(ItemImport finished) -> finished;
                case Reading.Superseded _ -> throw inProgress();
            };
        } catch (ImportLines.Malformed malformed) {
            throw malformed(malformed.field(), malformed.code(), String.valueOf(malformed.getMessage()));
        } catch (BodyTooLarge tooLarge) {
            throw new ProblemException(
                    new Problem(413, "body_too_large", "The body is too large", null, List.of(), null));
        } catch (CharacterCodingException notUtf8) {
            throw malformed("body", "malformed", "The body is not UTF-8");
        }
    }

    private ResponseEntity<io.yike.contracts.store.model.ItemImport> repeated(ItemImport finished, InputStream body)
            throws IOException {
        DigestInputStream digest = new DigestInputStream(body, sha256());
        digest.transferTo(java.io.OutputStream.nullOutputStream());
        if (!hex(digest).equals(finished.contentHash())) {
            throw keyReused();
        }
        return created(finished);
    }

    private ResponseEntity<io.yike.contracts.store.model.ItemImport> created(ItemImport finished) {
        return ResponseEntity.created(URI.create("/v1/stores/" + finished.storeId() + "/imports/" + finished.id()))
                .body(wire(finished));
    }

    private io.yike.contracts.store.model.ItemImport wire(ItemImport found) {
        return new io.yike.contracts.store.model.ItemImport()
                .id(found.id())
                .state(io.yike.contracts.store.model.ItemImport.StateEnum.fromValue(name(found.state())))
                .lines(found.lines())
                .accepted(found.lines() - found.rejected())
                .rejected(found.rejected())
                .errors(imports.errors(found.id(), 0, ERRORS_SHOWN).stream()
                        .map(ImportsController::wire)
                        .toList())
                .startedAt(time(found.startedAt()))
                .finishedAt(timeOrNull(found.finishedAt()));
    }

    private static ImportError wire(LineError error) {
        return new ImportError(error.line(), error.code()).field(error.field()).message(error.message());
    }

    private static ProblemException malformed(String field, String code, String message) {
        return new ProblemException(new Problem(
                400,
                "malformed_request",
                "The request is not valid",
                null,
                List.of(new FieldProblem(field, code, message)),
                null));
    }

    private static ProblemException inProgress() {
        return new ProblemException(
                Problem.conflict("idempotency_key_in_progress", "Another request with this key is in progress"));
    }

    private static ProblemException keyReused() {
        return new ProblemException(
                Problem.unprocessable("idempotency_key_reused", "The key was used with another request"));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    private static String hex(DigestInputStream digest) {
        return HexFormat.of().formatHex(digest.getMessageDigest().digest());
    }
}
