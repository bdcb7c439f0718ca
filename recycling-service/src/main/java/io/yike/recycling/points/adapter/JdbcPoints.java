package io.yike.recycling.points.adapter;

import io.yike.kit.jdbc.Row;
import io.yike.kit.page.Cursor;
import io.yike.recycling.points.Points;
import io.yike.recycling.points.domain.Bin;
import io.yike.recycling.points.domain.Device;
import io.yike.recycling.points.domain.Material;
import io.yike.recycling.points.domain.PointHours;
import io.yike.recycling.points.domain.RecyclingPoint;
import io.yike.recycling.wire.Wire;
import io.yike.travel.Coordinate;
import java.sql.SQLException;
import java.sql.Types;
import java.time.DayOfWeek;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcPoints implements Points {

    private final JdbcClient jdbc;

    JdbcPoints(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// A point's own row.
    private record Site(UUID id, String name, Coordinate place, Instant registeredAt) {}

    /// An opening, and whose it is.
    private record Opening(UUID pointId, PointHours hours) {}

    @Override
    public void add(RecyclingPoint point) {
        jdbc.sql("""
                INSERT INTO recycling_point (point_id, name, latitude, longitude, registered_at)
                VALUES (:id, :name, :latitude, :longitude, :registeredAt)
                """)
                .param("id", point.id())
                .param("name", point.name())
                .param("latitude", point.place().latitude())
                .param("longitude", point.place().longitude())
                .param("registeredAt", Row.utc(point.registeredAt()))
                .update();
        for (Bin bin : point.bins()) {
            jdbc.sql("""
                    INSERT INTO bin (bin_id, point_id, material, volume_litres)
                    VALUES (:id, :pointId, :material, :litres)
                    """)
                    .param("id", bin.id())
                    .param("pointId", point.id())
                    .param("material", Wire.word(bin.material()))
                    .param("litres", bin.volumeLitres())
                    .update();
        }
        for (PointHours opening : point.hours()) {
            jdbc.sql("""
                    INSERT INTO point_opening (point_id, day, minutes)
                    VALUES (:pointId, :day, int4range(:opens, :closes))
                    """)
                    .param("pointId", point.id())
                    .param("day", opening.day().getValue())
                    .param("opens", opening.opens())
                    .param("closes", opening.closes())
                    .update();
        }
    }

    @Override
    public Optional<RecyclingPoint> find(UUID pointId) {
        return whole(jdbc.sql("SELECT * FROM recycling_point WHERE point_id = :id")
                        .param("id", pointId)
                        .query(Row.to(JdbcPoints::site))
                        .list())
                .stream()
                .findAny();
    }

    @Override
    public Map<UUID, RecyclingPoint> find(Collection<UUID> pointIds) {
        return whole(jdbc.sql("SELECT * FROM recycling_point WHERE point_id = ANY (:ids)")
                        .param("ids", pointIds.toArray(UUID[]::new))
                        .query(Row.to(JdbcPoints::site))
                        .list())
                .stream()
                .collect(Collectors.toMap(RecyclingPoint::id, Function.identity()));
    }

    @Override
    public List<RecyclingPoint> list(@Nullable Material material, @Nullable Cursor after, int limit) {
        return whole(jdbc.sql("""
                SELECT * FROM recycling_point p
                WHERE (:material::text IS NULL
                       OR EXISTS (SELECT FROM bin b WHERE b.point_id = p.point_id AND b.material = :material))
                  AND (:afterId::uuid IS NULL OR (registered_at, point_id) < (:afterAt, :afterId))
                ORDER BY registered_at DESC, point_id DESC
                LIMIT :limit
                """)
                .param("material", material == null ? null : Wire.word(material))
                .param("afterId", after == null ? null : after.id())
                .param("afterAt", after == null ? null : Row.utc(after.at()), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("limit", limit)
                .query(Row.to(JdbcPoints::site))
                .list());
    }

    @Override
    public Bin getBin(UUID binId) {
        return jdbc.sql("SELECT * FROM bin WHERE bin_id = :id")
                .param("id", binId)
                .query(Row.to(JdbcPoints::bin))
                .single();
    }

    @Override
    public void add(Device device) {
        jdbc.sql("SELECT FROM bin WHERE bin_id = :binId FOR UPDATE")
                .param("binId", device.binId())
                .query((_, _) -> true)
                .list();
        jdbc.sql("UPDATE device SET retired_at = :at WHERE bin_id = :binId AND retired_at IS NULL")
                .param("at", Row.utc(device.registeredAt()))
                .param("binId", device.binId())
                .update();
        jdbc.sql("INSERT INTO device (device_id, bin_id, registered_at) VALUES (:id, :binId, :at)")
                .param("id", device.id())
                .param("binId", device.binId())
                .param("at", Row.utc(device.registeredAt()))
                .update();
    }

    /// One after the other, so that two that lock several do not wait for each other.
    @Override
    public Map<UUID, Device> locked(Collection<UUID> deviceIds) {
        return jdbc
                .sql("SELECT * FROM device WHERE device_id = ANY (:ids) ORDER BY device_id FOR NO KEY UPDATE")
                .param("ids", deviceIds.toArray(UUID[]::new))
                .query(Row.to(JdbcPoints::device))
                .list()
                .stream()
                .collect(Collectors.toMap(Device::id, Function.identity()));
    }

    @Override
    public Optional<Device> findDevice(UUID deviceId) {
        return jdbc.sql("SELECT * FROM device WHERE device_id = :id")
                .param("id", deviceId)
                .query(Row.to(JdbcPoints::device))
                .optional();
    }

    @Override
    public boolean hasDevice(UUID binId) {
        return jdbc.sql("SELECT EXISTS (SELECT FROM device WHERE bin_id = :binId AND retired_at IS NULL)")
                .param("binId", binId)
                .query(Boolean.class)
                .single();
    }

    private List<RecyclingPoint> whole(List<Site> sites) {
        UUID[] ids = sites.stream().map(Site::id).toArray(UUID[]::new);
        Map<UUID, List<Bin>> bins = jdbc
                .sql("SELECT * FROM bin WHERE point_id = ANY (:ids) ORDER BY bin_id")
                .param("ids", ids)
                .query(Row.to(JdbcPoints::bin))
                .list()
                .stream()
                .collect(Collectors.groupingBy(Bin::pointId));
        Map<UUID, List<PointHours>> hours = jdbc
                .sql("""
                        SELECT point_id, day, lower(minutes) AS opens, upper(minutes) AS closes
                        FROM point_opening WHERE point_id = ANY (:ids) ORDER BY day, opens
                        """)
                .param("ids", ids)
                .query(Row.to(row -> new Opening(
                        row.uuid("point_id"),
                        new PointHours(DayOfWeek.of(row.integer("day")), row.integer("opens"), row.integer("closes")))))
                .list()
                .stream()
                .collect(Collectors.groupingBy(
                        Opening::pointId, Collectors.mapping(Opening::hours, Collectors.toList())));
        return sites.stream()
                .map(site -> new RecyclingPoint(
                        site.id(),
                        site.name(),
                        site.place(),
                        bins.getOrDefault(site.id(), List.of()),
                        hours.getOrDefault(site.id(), List.of()),
                        site.registeredAt()))
                .toList();
    }

    private static Site site(Row row) throws SQLException {
        return new Site(
                row.uuid("point_id"),
                row.text("name"),
                new Coordinate(row.real("latitude"), row.real("longitude")),
                row.instant("registered_at"));
    }

    private static Device device(Row row) throws SQLException {
        return new Device(
                row.uuid("device_id"),
                row.uuid("bin_id"),
                row.instant("registered_at"),
                row.findInstant("retired_at").orElse(null));
    }

    private static Bin bin(Row row) throws SQLException {
        return new Bin(
                row.uuid("bin_id"),
                row.uuid("point_id"),
                Wire.constant(Material.class, row.text("material")),
                row.integer("volume_litres"));
    }
}
