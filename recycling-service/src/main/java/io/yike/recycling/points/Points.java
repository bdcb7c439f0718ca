package io.yike.recycling.points;

import io.yike.kit.page.Cursor;
import io.yike.recycling.points.domain.Bin;
import io.yike.recycling.points.domain.Device;
import io.yike.recycling.points.domain.Material;
import io.yike.recycling.points.domain.RecyclingPoint;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Where recycling points, their bins and devices live.
public interface Points {

    void add(RecyclingPoint point);

    Optional<RecyclingPoint> find(UUID pointId);

    /// Those of them that are known.
    Map<UUID, RecyclingPoint> find(Collection<UUID> pointIds);

    /// Newest first.
    List<RecyclingPoint> list(@Nullable Material material, @Nullable Cursor after, int limit);

    Bin getBin(UUID binId);

    /// Puts a device into its bin; the one that was there is retired.
    void add(Device device);

    /// The devices of these that are known, locked until the transaction ends: what one device reports
    /// follows one another.
    Map<UUID, Device> locked(Collection<UUID> deviceIds);

    /// One of them, locked alike.
    default Optional<Device> findLocked(UUID deviceId) {
        return Optional.ofNullable(locked(List.of(deviceId)).get(deviceId));
    }

    Optional<Device> findDevice(UUID deviceId);

    /// Whether a device is in the bin now.
    boolean hasDevice(UUID binId);
}
