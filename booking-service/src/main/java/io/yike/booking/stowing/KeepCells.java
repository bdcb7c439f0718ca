package io.yike.booking.stowing;

import io.yike.booking.stowing.domain.Cell;
import io.yike.booking.stowing.domain.CellSize;
import io.yike.kit.id.Ids;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// What is laid down about the cells of a locker.
@Component
public class KeepCells {

    private final Cells cells;
    private final Ids ids;

    KeepCells(Cells cells, Ids ids) {
        this.cells = cells;
        this.ids = ids;
    }

    /// Empty if another cell of the facility has this on its door.
    @Transactional
    public Optional<Cell> create(
            UUID facilityId, String label, CellSize size, @Nullable String lockId, @Nullable String offlineCode) {
        Cell cell = new Cell(ids.next(), facilityId, label, size, lockId, false, true);
        return cells.add(cell, offlineCode) ? Optional.of(cell) : Optional.empty();
    }

    /// Who holds it keeps it.
    @Transactional
    public Cell edit(Cell former, @Nullable String lockId, @Nullable String offlineCode, boolean retired) {
        Cell edited = new Cell(
                former.id(), former.facilityId(), former.label(), former.size(), lockId, retired, former.free());
        cells.save(edited, offlineCode);
        return cells.find(edited.id()).orElseThrow();
    }
}
