package io.yike.booking.stowing.adapter;

import io.yike.booking.stowing.Cells;
import io.yike.booking.stowing.domain.Cell;
import io.yike.booking.stowing.domain.CellHold.Place;
import io.yike.booking.stowing.domain.CellSize;
import io.yike.booking.wire.CodeSeal;
import io.yike.kit.jdbc.Row;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcCells implements Cells {

    private static final String COLUMNS = """
            select cell.*, not exists (
                    select from cell_hold where cell_id = cell.id and state <> 'released') as free
            from cell
            """;

    /// Great circles by the haversine formula, on a sphere of the mean radius (6,371,008.8 m).
    private static final String LOCKERS = """
            with locker as (
                select facility.id, facility.name,
                    round(2 * 6371008.8 * asin(least(1, sqrt(
                        sin(radians(facility.lat - origin.lat) / 2) ^ 2
                        + cos(radians(origin.lat)) * cos(radians(facility.lat))
                            * sin(radians(facility.lng - origin.lng) / 2) ^ 2))))::int as metres
                from facility, (select :lat::double precision as lat, :lng::double precision as lng) origin
                where exists (select from cell where facility_id = facility.id and not retired))
            select * from locker
            """;

    private final JdbcClient jdbc;
    private final CodeSeal seal;

    JdbcCells(JdbcClient jdbc, CodeSeal seal) {
        this.jdbc = jdbc;
        this.seal = seal;
    }

    @Override
    public boolean add(Cell cell, @Nullable String offlineCode) {
        return jdbc.sql("""
                        insert into cell (id, facility_id, label, size, lock_id, offline_sealed, retired)
                        values (:id, :facilityId, :label, :size, :lockId, :offline, :retired)
                        on conflict (facility_id, label) do nothing
                        """)
                        .param("id", cell.id())
                        .param("facilityId", cell.facilityId())
                        .param("label", cell.label())
                        .param("size", cell.size().rank())
                        .param("lockId", cell.lockId())
                        .param("offline", offlineCode == null ? null : seal.seal(cell.id(), offlineCode))
                        .param("retired", cell.retired())
                        .update()
                == 1;
    }

    @Override
    public void save(Cell cell, @Nullable String offlineCode) {
        jdbc.sql("""
                        update cell set lock_id = :lockId, retired = :retired,
                            offline_sealed = coalesce(:offline::bytea, offline_sealed)
                        where id = :id
                        """)
                .param("id", cell.id())
                .param("lockId", cell.lockId())
                .param("offline", offlineCode == null ? null : seal.seal(cell.id(), offlineCode))
                .param("retired", cell.retired())
                .update();
    }

    @Override
    public Optional<Cell> find(UUID cellId) {
        return jdbc.sql(COLUMNS + "where id = :id")
                .param("id", cellId)
                .query(Row.to(JdbcCells::cell))
                .optional();
    }

    @Override
    public List<Cell> list(UUID facilityId) {
        return jdbc.sql(COLUMNS + "where facility_id = :id order by label, id")
                .param("id", facilityId)
                .query(Row.to(JdbcCells::cell))
                .list();
    }

    @Override
    public Optional<String> offlineCode(UUID cellId) {
        return jdbc.sql("select offline_sealed from cell where id = :id and offline_sealed is not null")
                .param("id", cellId)
                .query(Row.to(row -> row.bytes("offline_sealed")))
                .optional()
                .flatMap(kept -> seal.open(cellId, kept));
    }

    @Override
    public Optional<Locker> findLocker(UUID facilityId, double lat, double lng) {
        return jdbc.sql(LOCKERS + "where id = :id")
                .param("lat", lat)
                .param("lng", lng)
                .param("id", facilityId)
                .query(Row.to(JdbcCells::locker))
                .optional();
    }

    @Override
    public Optional<Locker> findLocker(UUID facilityId) {
        return point(facilityId).flatMap(point -> findLocker(facilityId, point.lat(), point.lng()));
    }

    @Override
    public Optional<Place> takeFree(UUID facilityId, CellSize size) {
        CellRows.lockFacility(jdbc, facilityId);
        return jdbc.sql("""
                        select cell.id, cell.label, cell.size, cell.lock_id, facility.id as facility_id, facility.name,
                            facility.lat, facility.lng
                        from cell join facility on facility.id = cell.facility_id
                        where facility.id = :id and cell.size >= :size and not cell.retired
                            and not exists (select from cell_hold where cell_id = cell.id and state <> 'released')
                        order by cell.size, cell.label, cell.id limit 1
                        """)
                .param("id", facilityId)
                .param("size", size.rank())
                .query(Row.to(row -> CellRows.place(row, "id")))
                .optional();
    }

    @Override
    public List<Locker> lockersNear(
            double lat, double lng, int withinMetres, CellSize size, UUID otherThan, int limit) {
        return jdbc.sql(LOCKERS + """
                        where id <> :otherThan and metres <= :within and exists (
                            select from cell where facility_id = locker.id and cell.size >= :size and not retired
                                and not exists (select from cell_hold where cell_id = cell.id and state <> 'released'))
                        order by metres, id limit :limit
                        """)
                .param("lat", lat)
                .param("lng", lng)
                .param("otherThan", otherThan)
                .param("within", withinMetres)
                .param("size", size.rank())
                .param("limit", limit)
                .query(Row.to(JdbcCells::locker))
                .list();
    }

    @Override
    public List<Locker> lockersNear(UUID facilityId, int withinMetres, CellSize size, int limit) {
        return point(facilityId)
                .map(point -> lockersNear(point.lat(), point.lng(), withinMetres, size, facilityId, limit))
                .orElse(List.of());
    }

    private record Point(double lat, double lng) {}

    private Optional<Point> point(UUID facilityId) {
        return jdbc.sql("select lat, lng from facility where id = :id")
                .param("id", facilityId)
                .query(Row.to(row -> new Point(row.real("lat"), row.real("lng"))))
                .optional();
    }

    private static Locker locker(Row row) throws SQLException {
        return new Locker(row.uuid("id"), row.text("name"), row.integer("metres"));
    }

    private static Cell cell(Row row) throws SQLException {
        return new Cell(
                row.uuid("id"),
                row.uuid("facility_id"),
                row.text("label"),
                CellSize.ofRank(row.integer("size")),
                row.findText("lock_id").orElse(null),
                row.flag("retired"),
                row.flag("free"));
    }
}
