package io.yike.dispatch.proof;

import io.yike.dispatch.DispatchSettings;
import io.yike.dispatch.delivering.Deliveries;
import io.yike.dispatch.proof.domain.Photo;
import io.yike.dispatch.proof.domain.PhotoType;
import io.yike.kit.id.Ids;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Keeps a photo of a delivery that a courier is at. The file first and its row after: a row never points at
/// nothing. No transaction is open while the object store is written to.
@Component
public class UploadPhoto {

    private final Photos photos;
    private final ObjectStore objects;
    private final Deliveries deliveries;
    private final TransactionTemplate transactions;
    private final DispatchSettings settings;
    private final Ids ids;
    private final Clock clock;

    UploadPhoto(
            Photos photos,
            ObjectStore objects,
            Deliveries deliveries,
            TransactionTemplate transactions,
            DispatchSettings settings,
            Ids ids,
            Clock clock) {
        this.photos = photos;
        this.objects = objects;
        this.deliveries = deliveries;
        this.transactions = transactions;
        this.settings = settings;
        this.ids = ids;
        this.clock = clock;
    }

    /// What became of it.
    public sealed interface Outcome {
        record Kept(Photo photo) implements Outcome {}

        record NotAPhoto() implements Outcome {}

        record TooMany() implements Outcome {}

        /// Nobody is at the delivery any more.
        record NotUnderWay() implements Outcome {}
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
        if (isFull(deliveryId)) {
            return new Outcome.TooMany();
        }
        Photo photo = new Photo(ids.next(), deliveryId, sha256, type.get(), content.length, clock.instant());
        objects.put(photo.key(), content, type.get().contentType());
        return Objects.requireNonNull(transactions.execute(_ -> keep(photo)));
    }

    /// Looks again with the delivery locked, so that uploads at the same time do not exceed the limit.
    private Outcome keep(Photo photo) {
        boolean underWay = deliveries
                .findLocked(photo.deliveryId())
                .flatMap(delivery -> delivery.state().findLiveCarriage())
                .isPresent();
        if (!underWay) {
            return new Outcome.NotUnderWay();
        }
        boolean known = photos.findSame(photo.deliveryId(), photo.sha256()).isPresent();
        if (!known && isFull(photo.deliveryId())) {
            return new Outcome.TooMany();
        }
        return new Outcome.Kept(photos.add(photo));
    }

    private boolean isFull(UUID deliveryId) {
        return photos.count(deliveryId) >= settings.photos().mostPerDelivery();
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
