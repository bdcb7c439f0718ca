package io.yike.kit.http;

import org.jspecify.annotations.Nullable;
import org.springframework.core.convert.ConversionFailedException;
import org.springframework.core.convert.ConversionService;
import org.springframework.core.convert.TypeDescriptor;

/// Conversions whose refusal is the last word. A data binder takes [ConversionFailedException] for an invitation to try
/// by itself, and it finds enum constants by their Java names and nothing in an empty text.
final class StrictConversions implements ConversionService {

    private final ConversionService conversions;

    StrictConversions(ConversionService conversions) {
        this.conversions = conversions;
    }

    @Override
    public boolean canConvert(@Nullable Class<?> from, Class<?> to) {
        return conversions.canConvert(from, to);
    }

    @Override
    public boolean canConvert(@Nullable TypeDescriptor from, TypeDescriptor to) {
        return conversions.canConvert(from, to);
    }

    @Override
    public <T> @Nullable T convert(@Nullable Object source, Class<T> to) {
        try {
            return conversions.convert(source, to);
        } catch (ConversionFailedException refused) {
            throw new IllegalArgumentException(refused);
        }
    }

    @Override
    public @Nullable Object convert(@Nullable Object source, @Nullable TypeDescriptor from, TypeDescriptor to) {
        try {
            return conversions.convert(source, from, to);
        } catch (ConversionFailedException refused) {
            throw new IllegalArgumentException(refused);
        }
    }
}
