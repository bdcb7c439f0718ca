package io.yike.booking.stowing.adapter;

import io.yike.booking.stowing.domain.CellHold.Place;
import io.yike.booking.stowing.domain.CellSize;
import io.yike.kit.jdbc.Row;
import java.sql.SQLException;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/// What reading cells and reading their holds have in common.
final class CellRows {

    private CellRows() {}

    /// Until the transaction ends, nobody else gives out a cell or a code at the facility.
    static void lockFacility(JdbcClient jdbc, UUID facilityId) {
        jdbc.sql("select id from facility where id = :id for no key update")
                .param("id", facilityId)
                .query(Row.to(row -> row.uuid("id")))
                .optional();
    }

    /// Of columns of a cell, and of its facility the name and the point.
    ///
    /// @param cellId the column of the cell's id
    static Place place(Row row, String cellId) throws SQLException {
        return new Place(
                row.uuid(cellId),
                row.uuid("facility_id"),
                row.text("name"),
                row.real("lat"),
                row.real("lng"),
                row.text("label"),
                CellSize.ofRank(row.integer("size")),
                row.findText("lock_id").orElse(null));
    }
}
