package io.yike.recycling.points;

import io.yike.kit.id.Ids;
import io.yike.recycling.points.domain.Bin;
import io.yike.recycling.points.domain.Device;
import io.yike.recycling.points.domain.Material;
import io.yike.recycling.points.domain.RecyclingPoint;
import java.time.Clock;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Puts a device into a bin, in the place of the one that was there.
@Component
public class RegisterDevice {

    private final Points points;
    private final Ids ids;
    private final Clock clock;

    RegisterDevice(Points points, Ids ids, Clock clock) {
        this.points = points;
        this.ids = ids;
        this.clock = clock;
    }

    /// Empty if the point has no bin for the material.
    @Transactional
    public Optional<Device> register(RecyclingPoint point, Material material) {
        Optional<Device> device =
                point.find(material).map(Bin::id).map(binId -> new Device(ids.next(), binId, clock.instant(), null));
        device.ifPresent(points::add);
        return device;
    }
}
