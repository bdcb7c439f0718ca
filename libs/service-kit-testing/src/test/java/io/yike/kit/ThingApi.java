package io.yike.kit;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.validation.annotation.Validated;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;

/// As the generator writes them: annotations on the interface, validation over a proxy.
@Validated
interface ThingApi {

    enum Colour {
        RED,
        GREEN
    }

    record Line(
            @NotNull @Size(max = 10) String sku,
            @Min(1) @Max(99) int quantity) {}

    record Order(
            @NotNull @Size(min = 1, max = 3) @Valid List<Line> lines,

            @Nullable Colour colour) {}

    record Made(String id, @Nullable String note) {}

    @GetMapping("/v1/things/{thingId}")
    ResponseEntity<Made> get(
            @PathVariable("thingId") UUID thingId,
            @RequestParam(value = "limit", required = false) @Min(1) @Max(200) @Nullable Integer limit,
            @RequestHeader(value = "X-Kind", required = false) @Pattern(regexp = "[a-z]+") @Nullable String kind);

    @PostMapping("/v1/things")
    ResponseEntity<Made> make(
            @RequestHeader("Idempotency-Key") @NotNull @Size(min = 8, max = 128) String idempotencyKey,
            @Valid @RequestBody Order order);
}
