package io.yike.kit.http;

import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.convert.TypeDescriptor;
import org.springframework.core.convert.converter.GenericConverter;

/// Writes and reads enums in paths, queries and headers by their wire value, which is what `toString` of the generated
/// enums gives (`at_pickup`). Spring by itself goes by the Java name, which no contract mentions.
final class WireEnums implements GenericConverter {

    @Override
    public Set<ConvertiblePair> getConvertibleTypes() {
        return Set.of(new ConvertiblePair(String.class, Enum.class), new ConvertiblePair(Enum.class, String.class));
    }

    /// Fails with [IllegalArgumentException] on a value that is none of the enum's.
    @Override
    public @Nullable Object convert(@Nullable Object source, TypeDescriptor from, TypeDescriptor to) {
        if (source == null) {
            return null;
        }
        if (source instanceof Enum<?>) {
            return source.toString();
        }
        for (Object constant : Objects.requireNonNull(to.getType().getEnumConstants())) {
            if (constant.toString().equals(source)) {
                return constant;
            }
        }
        throw new IllegalArgumentException("not a value of " + to.getType().getSimpleName());
    }
}
