package io.yike.dispatch.proof.adapter;

import io.yike.dispatch.proof.LinkKeys;
import io.yike.dispatch.proof.Photos;
import io.yike.dispatch.proof.domain.Photo;
import io.yike.dispatch.proof.domain.PhotoType;
import io.yike.dispatch.wire.Rows;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcPhotos implements Photos, LinkKeys {

    private static final int KEY_BYTES = 32;

    private final JdbcClient jdbc;

    JdbcPhotos(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Photo add(Photo photo) {
        jdbc.sql("""
                INSERT INTO photo (photo_id, delivery_id, sha256, content_type, bytes, uploaded_at)
                VALUES (:id, :deliveryId, :sha256, :contentType, :bytes, :uploadedAt)
                ON CONFLICT (delivery_id, sha256) DO NOTHING
                """)
                .param("id", photo.id())
                .param("deliveryId", photo.deliveryId())
                .param("sha256", photo.sha256())
                .param("contentType", photo.type().contentType())
                .param("bytes", photo.bytes())
                .param("uploadedAt", Rows.time(photo.uploadedAt()))
                .update();
        return findSame(photo.deliveryId(), photo.sha256()).orElseThrow();
    }

    @Override
    public Optional<Photo> find(UUID deliveryId, UUID photoId) {
        return jdbc.sql("SELECT * FROM photo WHERE photo_id = :photoId AND delivery_id = :deliveryId")
                .param("photoId", photoId)
                .param("deliveryId", deliveryId)
                .query(JdbcPhotos::photo)
                .optional();
    }

    @Override
    public Optional<Photo> findSame(UUID deliveryId, String sha256) {
        return jdbc.sql("SELECT * FROM photo WHERE delivery_id = :deliveryId AND sha256 = :sha256")
                .param("deliveryId", deliveryId)
                .param("sha256", sha256)
                .query(JdbcPhotos::photo)
                .optional();
    }

    @Override
    public int count(UUID deliveryId) {
        return jdbc.sql("SELECT count(*) FROM photo WHERE delivery_id = :deliveryId")
                .param("deliveryId", deliveryId)
                .query(Integer.class)
                .single();
    }

    @Override
    public byte[] get() {
        return key().orElseGet(() -> {
            byte[] secret = new byte[KEY_BYTES];
            new SecureRandom().nextBytes(secret);
            jdbc.sql("INSERT INTO link_key (secret) VALUES (:secret) ON CONFLICT (only_one) DO NOTHING")
                    .param("secret", secret)
                    .update();
            // Another instance may have been first.
            return key().orElseThrow();
        });
    }

    private Optional<byte[]> key() {
        return jdbc.sql("SELECT secret FROM link_key").query(byte[].class).optional();
    }

    private static Photo photo(ResultSet row, int number) throws SQLException {
        return new Photo(
                Rows.uuid(row, "photo_id"),
                Rows.uuid(row, "delivery_id"),
                Rows.text(row, "sha256"),
                PhotoType.of(Rows.text(row, "content_type")),
                row.getLong("bytes"),
                Rows.instant(row, "uploaded_at"));
    }
}
