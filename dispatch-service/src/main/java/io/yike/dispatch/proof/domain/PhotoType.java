package io.yike.dispatch.proof.domain;

import java.util.Arrays;
import java.util.Optional;

/// A kind of picture, told by its first bytes; what the sender says about it counts for nothing.
public enum PhotoType {
    /// JFIF and Exif files begin with the markers SOI and another (ITU-T T.81, B.1.1.3).
    JPEG("image/jpeg"),
    /// The signature of PNG files (RFC 2083, 3.1).
    PNG("image/png"),
    /// RIFF, four bytes of length, WEBP (RFC 9649, 2.3).
    WEBP("image/webp");

    private final String contentType;

    PhotoType(String contentType) {
        this.contentType = contentType;
    }

    public String contentType() {
        return contentType;
    }

    /// Empty if it is no picture of these kinds.
    public static Optional<PhotoType> find(byte[] content) {
        return Arrays.stream(values()).filter(type -> type.begins(content)).findFirst();
    }

    /// The type with that media type.
    public static PhotoType of(String contentType) {
        return Arrays.stream(values())
                .filter(type -> type.contentType.equals(contentType))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no photo type " + contentType));
    }

    private boolean begins(byte[] content) {
        return switch (this) {
            case JPEG -> has(content, 0, 0xFF, 0xD8, 0xFF);
            case PNG -> has(content, 0, 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n');
            case WEBP -> has(content, 0, 'R', 'I', 'F', 'F') && has(content, 8, 'W', 'E', 'B', 'P');
        };
    }

    private static boolean has(byte[] content, int from, int... expected) {
        if (content.length < from + expected.length) {
            return false;
        }
        for (int i = 0; i < expected.length; i++) {
            if ((content[from + i] & 0xFF) != expected[i]) {
                return false;
            }
        }
        return true;
    }
}
