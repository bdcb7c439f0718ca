package io.yike.kit.http;

import io.yike.kit.json.Rfc3339;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.convert.TypeDescriptor;
import org.springframework.core.convert.converter.GenericConverter;

/// Reads dates and times in paths, queries and headers as RFC 3339 writes them, like those in bodies. Spring by itself
/// takes years of nine digits, which no database holds.
final class WireTimes implements GenericConverter {

    @Override
    public Set<ConvertiblePair> getConvertibleTypes() {
        return Set.of(
                new ConvertiblePair(String.class, OffsetDateTime.class),
                new ConvertiblePair(String.class, LocalDate.class));
    }

    /// Fails with [java.time.DateTimeException] on what is neither; an empty text is absent, as everywhere in Spring.
    @Override
    public @Nullable Object convert(@Nullable Object source, TypeDescriptor from, TypeDescriptor to) {
        String text = Objects.toString(source, "");
        if (text.isEmpty()) {
            return null;
        }
        return to.getType() == LocalDate.class ? Rfc3339.date(text) : Rfc3339.dateTime(text);
    }
}
