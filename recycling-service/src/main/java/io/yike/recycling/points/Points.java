package io.yike.recycling.points;

import io.yike.kit.page.Cursor;
import io.yike.recycling.points.domain.Bin;
import io.yike.recycling.points.domain.Device;
import io.yike.recycling.points.domain.Material;
import io.yike.recycling.points.domain.RecyclingPoint;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Where recycling points, their bins and devices live.
public interface Points {

    void add(RecyclingPoint point);

    Optional<RecyclingPoint> find(UUID pointId);

    /// Newest first.
    List<RecyclingPoint> list(@Nullable Material material, @Nullable Cursor after, int limit);

    Bin getBin(UUID binId);

    /// Puts a device into its bin; the one that was there is retired.
    void add(Device device);

    /// The device, locked until the transaction ends: what one device reports follows one another.
    Optional<Device> findLocked(UUID deviceId);

    /// Whether a device is in the bin now.
    boolean hasDevice(UUID binId);
}
