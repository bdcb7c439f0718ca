package io.yike.booking.feeding;

import io.yike.booking.feeding.Feeds.Link;
import io.yike.booking.keeping.domain.Resource;
import io.yike.kit.id.Ids;
import java.time.Clock;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Makes and revokes links to calendars.
@Component
public class KeepCalendar {

    private final Feeds feeds;
    private final Ids ids;
    private final Clock clock;

    KeepCalendar(Feeds feeds, Ids ids, Clock clock) {
        this.feeds = feeds;
        this.ids = ids;
        this.clock = clock;
    }

    @Transactional
    public Link ofResident(UUID residentId) {
        return added(new Link(ids.next(), residentId, null, null, false, clock.instant()));
    }

    @Transactional
    public Link ofResource(Resource resource) {
        return added(new Link(ids.next(), null, resource.id(), resource.facilityId(), false, clock.instant()));
    }

    private Link added(Link link) {
        feeds.add(link);
        return link;
    }

    /// The link is dead from now on.
    @Transactional
    public Link revoke(Link link) {
        feeds.revoke(link.id());
        return feeds.find(link.id()).orElseThrow();
    }
}
