package io.yike.store.registering.adapter;

import static io.yike.store.postgres.Columns.instant;
import static io.yike.store.postgres.Columns.instantOrNull;
import static io.yike.store.postgres.Columns.name;
import static io.yike.store.postgres.Columns.named;
import static io.yike.store.postgres.Columns.text;
import static io.yike.store.postgres.Columns.timestamp;
import static io.yike.store.postgres.Columns.timestampOrNull;
import static io.yike.store.postgres.Columns.uuid;
import static io.yike.store.postgres.Columns.uuidOrNull;
import static java.util.stream.Collectors.toMap;

import io.yike.kit.page.Cursor;
import io.yike.store.registering.Stores;
import io.yike.store.registering.domain.Availability;
import io.yike.store.registering.domain.Capability;
import io.yike.store.registering.domain.Licence;
import io.yike.store.registering.domain.OpeningHours;
import io.yike.store.registering.domain.Profile;
import io.yike.store.registering.domain.Profile.HeldLicence;
import io.yike.store.registering.domain.Reach;
import io.yike.store.registering.domain.Store;
import io.yike.travel.Coordinate;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/// Stores in PostgreSQL. What is read only as a whole (hours, capabilities, reach, licences) stands as JSON.
@Repository
public class JdbcStores implements Stores {

    private final JdbcClient jdbc;
    private final JsonMapper json;

    JdbcStores(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    @Override
    public void add(Store store) {
        bind(store, """
                INSERT INTO store (id, chain_id, name, address, latitude, longitude, time_zone, hours, capabilities, reach,
                                   licences, preparation_seconds, load_cap, auto_accept, safety_stock, availability,
                                   available_until, available_since, version, registered_at)
                VALUES (:id, :chain, :name, :address, :latitude, :longitude, :zone, CAST(:hours AS jsonb),
                        CAST(:capabilities AS jsonb), CAST(:reach AS jsonb), CAST(:licences AS jsonb), :preparation,
                        :loadCap, :autoAccept, :safetyStock, :availability, :until, :since, :version, :registeredAt)""").param("registeredAt", timestamp(store.registeredAt())).update();
    }

    @Override
    public void save(Store store) {
        bind(store, """
                UPDATE store
                   SET chain_id = :chain, name = :name, address = :address, latitude = :latitude, longitude = :longitude,
                       time_zone = :zone, hours = CAST(:hours AS jsonb), capabilities = CAST(:capabilities AS jsonb),
                       reach = CAST(:reach AS jsonb), licences = CAST(:licences AS jsonb),
                       preparation_seconds = :preparation, load_cap = :loadCap, auto_accept = :autoAccept,
                       safety_stock = :safetyStock, availability = :availability, available_until = :until,
                       available_since = :since, version = :version
                 WHERE id = :id""").update();
    }

    @Override
    public Optional<Store> find(UUID storeId) {
        return jdbc.sql("SELECT * FROM store WHERE id = :id")
                .param("id", storeId)
                .query(this::store)
                .optional();
    }

    @Override
    public Optional<Store> lock(UUID storeId) {
        return jdbc.sql("SELECT * FROM store WHERE id = :id FOR NO KEY UPDATE")
                .param("id", storeId)
                .query(this::store)
                .optional();
    }

    @Override
    public List<Store> list(@Nullable Whose whose, @Nullable UUID chainId, @Nullable Cursor after, int limit) {
        return jdbc.sql("""
                        SELECT * FROM store
                         WHERE (:everyones OR id = ANY (CAST(:stores AS uuid[])) OR chain_id = ANY (CAST(:chains AS uuid[])))
                           AND (CAST(:chain AS uuid) IS NULL OR chain_id = :chain)
                           AND (CAST(:at AS timestamptz) IS NULL OR (registered_at, id) < (:at, CAST(:after AS uuid)))
                         ORDER BY registered_at DESC, id DESC
                         LIMIT :limit""")
                .param("everyones", whose == null)
                .param("stores", whose == null ? new String[0] : texts(whose.stores()))
                .param("chains", whose == null ? new String[0] : texts(whose.chains()))
                .param("chain", chainId)
                .param("at", timestampOrNull(after == null ? null : after.at()))
                .param("after", after == null ? null : after.id())
                .param("limit", limit)
                .query(this::store)
                .list();
    }

    private static String[] texts(java.util.Set<UUID> ids) {
        return ids.stream().map(UUID::toString).toArray(String[]::new);
    }

    private JdbcClient.StatementSpec bind(Store store, String sql) {
        Profile profile = store.profile();
        return jdbc.sql(sql)
                .param("id", store.id())
                .param("chain", profile.chainId())
                .param("name", profile.name())
                .param("address", profile.address())
                .param("latitude", profile.point().latitude())
                .param("longitude", profile.point().longitude())
                .param("zone", profile.zone().getId())
                .param("hours", json.writeValueAsString(profile.hours()))
                .param(
                        "capabilities",
                        json.writeValueAsString(profile.capabilities().entrySet().stream()
                                .map(entry -> new CapabilityRow(
                                        entry.getKey(), entry.getValue().orElse(null)))
                                .toList()))
                .param("reach", json.writeValueAsString(ReachRow.of(profile.reach())))
                .param(
                        "licences",
                        json.writeValueAsString(profile.licences().entrySet().stream()
                                .map(entry -> new LicenceRow(
                                        entry.getKey(),
                                        entry.getValue().number(),
                                        entry.getValue().validUntil()))
                                .toList()))
                .param("preparation", profile.preparation().toSeconds())
                .param("loadCap", profile.loadCap())
                .param("autoAccept", profile.autoAccept())
                .param("safetyStock", profile.safetyStock())
                .param("availability", name(store.availability().state()))
                .param("until", timestampOrNull(store.availability().until()))
                .param("since", timestamp(store.availability().since()))
                .param("version", store.version());
    }

    /// Reads a row of `store`; the index reads whole tables with it.
    public Store store(ResultSet row, int number) throws SQLException {
        Profile profile = new Profile(
                text(row, "name"),
                uuidOrNull(row, "chain_id"),
                text(row, "address"),
                new Coordinate(row.getDouble("latitude"), row.getDouble("longitude")),
                ZoneId.of(text(row, "time_zone")),
                json.readValue(text(row, "hours"), OpeningHours.class),
                Arrays.stream(json.readValue(text(row, "capabilities"), CapabilityRow[].class))
                        .collect(toMap(CapabilityRow::capability, entry -> Optional.ofNullable(entry.hours()))),
                json.readValue(text(row, "reach"), ReachRow.class).toReach(),
                Arrays.stream(json.readValue(text(row, "licences"), LicenceRow[].class))
                        .collect(toMap(
                                LicenceRow::licence, entry -> new HeldLicence(entry.number(), entry.validUntil()))),
                Duration.ofSeconds(row.getInt("preparation_seconds")),
                row.getInt("load_cap"),
                row.getBoolean("auto_accept"),
                row.getInt("safety_stock"));
        Availability availability = new Availability(
                named(Availability.State.class, text(row, "availability")),
                instantOrNull(row, "available_until"),
                instant(row, "available_since"));
        return new Store(uuid(row, "id"), profile, availability, row.getLong("version"), instant(row, "registered_at"));
    }

    private record CapabilityRow(
            Capability capability, @Nullable OpeningHours hours) {}

    private record LicenceRow(
            Licence licence, String number, @Nullable LocalDate validUntil) {}

    private record ReachRow(
            @Nullable Integer radiusMetres, @Nullable List<double[]> polygon) {

        static ReachRow of(Reach reach) {
            return switch (reach) {
                case Reach.Radius(int metres) -> new ReachRow(metres, null);
                case Reach.Polygon(List<Coordinate> corners) ->
                    new ReachRow(
                            null,
                            corners.stream()
                                    .map(corner -> new double[] {corner.latitude(), corner.longitude()})
                                    .toList());
            };
        }

        Reach toReach() {
            if (radiusMetres != null) {
                return new Reach.Radius(radiusMetres);
            }
            return new Reach.Polygon(java.util.Objects.requireNonNull(polygon).stream()
                    .map(corner -> new Coordinate(corner[0], corner[1]))
                    .toList());
        }
    }
}
