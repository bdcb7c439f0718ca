package io.yike.dispatch.proof.adapter;

import io.yike.contracts.dispatch.api.PhotosApi;
import io.yike.contracts.dispatch.model.Photo;
import io.yike.dispatch.DispatchSettings;
import io.yike.dispatch.delivering.adapter.DeliveryAccess;
import io.yike.dispatch.delivering.domain.Delivery;
import io.yike.dispatch.proof.ObjectStore;
import io.yike.dispatch.proof.PhotoLinks;
import io.yike.dispatch.proof.Photos;
import io.yike.dispatch.proof.SignedLinks;
import io.yike.dispatch.proof.UploadPhoto;
import io.yike.dispatch.wire.Access;
import io.yike.dispatch.wire.Wire;
import io.yike.kit.problem.FieldProblem;
import io.yike.kit.problem.Problem;
import io.yike.kit.problem.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RestController;

@RestController
class PhotosController implements PhotosApi {

    private final DeliveryAccess access;
    private final Photos photos;
    private final UploadPhoto uploadPhoto;
    private final ObjectStore objects;
    private final PhotoLinks links;
    private final SignedLinks signedLinks;
    private final DispatchSettings settings;
    private final Clock clock;

    PhotosController(
            DeliveryAccess access,
            Photos photos,
            UploadPhoto uploadPhoto,
            ObjectStore objects,
            PhotoLinks links,
            SignedLinks signedLinks,
            DispatchSettings settings,
            Clock clock) {
        this.access = access;
        this.photos = photos;
        this.uploadPhoto = uploadPhoto;
        this.objects = objects;
        this.links = links;
        this.signedLinks = signedLinks;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public ResponseEntity<Photo> uploadPhoto(UUID deliveryId, Resource body) {
        Delivery delivery = access.carried(deliveryId);
        if (delivery.state().findLiveCarriage().isEmpty()) {
            throw notUnderWay();
        }
        return switch (uploadPhoto.upload(delivery.id(), content(body))) {
            case UploadPhoto.Outcome.Kept(var photo) -> {
                Photo answer = answer(photo);
                yield ResponseEntity.created(URI.create("/v1/deliveries/" + delivery.id() + "/photos/" + photo.id()))
                        .body(answer);
            }
            case UploadPhoto.Outcome.NotAPhoto _ ->
                throw new ProblemException(Problem.unprocessable(
                        "not_a_photo", "Neither JPEG nor PNG nor WebP", new FieldProblem("body", "not_a_photo", null)));
            case UploadPhoto.Outcome.TooMany _ ->
                throw new ProblemException(
                        Problem.unprocessable("too_many_photos", "The delivery has as many photos as are kept"));
            case UploadPhoto.Outcome.NotUnderWay _ -> throw notUnderWay();
        };
    }

    private static ProblemException notUnderWay() {
        return new ProblemException(Problem.conflict("delivery_state", "Not possible in this state of the delivery"));
    }

    @Override
    public ResponseEntity<Photo> getPhoto(UUID deliveryId, UUID photoId) {
        return photos.find(access.seen(deliveryId).id(), photoId)
                .map(photo -> ResponseEntity.ok(answer(photo)))
                .orElseThrow(Access::notFound);
    }

    @Override
    public ResponseEntity<Resource> getPhotoContent(Long expires, String signature, UUID deliveryId, UUID photoId) {
        Instant now = clock.instant();
        if (!signedLinks.isValid(deliveryId, photoId, expires, signature, now)) {
            throw Access.notFound();
        }
        var photo = photos.find(deliveryId, photoId).orElseThrow(Access::notFound);
        byte[] content = objects.find(photo.key()).orElseThrow(Access::notFound);
        Duration left = Duration.between(now, Instant.ofEpochSecond(expires));
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType(photo.type().contentType()))
                .cacheControl(CacheControl.maxAge(left).cachePrivate())
                .header("X-Content-Type-Options", "nosniff")
                .body(new ByteArrayResource(content));
    }

    private byte[] content(Resource body) {
        long largest = settings.photos().largest().toBytes();
        try (InputStream stream = body.getInputStream()) {
            byte[] content = stream.readNBytes((int) Math.min(largest + 1, Integer.MAX_VALUE - 8));
            if (content.length > largest) {
                throw new ProblemException(
                        new Problem(413, "body_too_large", "The body is too large", null, List.of(), null));
            }
            return content;
        } catch (IOException broken) {
            throw new UncheckedIOException("The photo could not be read", broken);
        }
    }

    private Photo answer(io.yike.dispatch.proof.domain.Photo photo) {
        Instant now = clock.instant();
        Duration lives = settings.photos().linkLives();
        return new Photo(
                photo.id(),
                photo.type().contentType(),
                photo.bytes(),
                Wire.time(photo.uploadedAt()),
                links.link(photo, now, lives),
                Wire.time(now.plus(lives)));
    }
}
