package io.yike.dispatch.proof;

import io.yike.dispatch.DispatchSettings;
import io.yike.dispatch.proof.domain.Photo;
import io.yike.dispatch.proof.domain.PhotoType;
import io.yike.kit.id.Ids;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/// Keeps a photo of a delivery. The file first and its row after: a row never points at nothing.
@Component
public class UploadPhoto {

    private final Photos photos;
    private final ObjectStore objects;
    private final DispatchSettings settings;
    private final Ids ids;
    private final Clock clock;

    UploadPhoto(Photos photos, ObjectStore objects, DispatchSettings settings, Ids ids, Clock clock) {
        this.photos = photos;
        this.objects = objects;
        this.settings = settings;
        this.ids = ids;
        this.clock = clock;
    }

    /// What became of it.
    public sealed interface Outcome {
        record Kept(Photo photo) implements Outcome {}

        record NotAPhoto() implements Outcome {}

        record TooMany() implements Outcome {}
    }

    public Outcome upload(UUID deliveryId, byte[] content) {
        Optional<PhotoType> type = PhotoType.find(content);
        if (type.isEmpty()) {
            return new Outcome.NotAPhoto();
        }
        String sha256 = sha256(content);
        Optional<Photo> same = photos.findSame(deliveryId, sha256);
        if (same.isPresent()) {
            return new Outcome.Kept(same.get());
        }
        if (photos.count(deliveryId) >= settings.photos().mostPerDelivery()) {
            return new Outcome.TooMany();
        }
        Photo photo = new Photo(ids.next(), deliveryId, sha256, type.get(), content.length, clock.instant());
        try {
            objects.put(photo.key(), content);
        } catch (IOException broken) {
            throw new UncheckedIOException("The object store did not keep " + photo.key(), broken);
        }
        return new Outcome.Kept(photos.add(photo));
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
