package io.yike.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.yike.kit.security.Caller;
import io.yike.kit.security.Role;
import io.yike.kit.testing.Tokens;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// The log says no more where a resident lives, whoever reads it.
class ErasureIT extends Journey {

    private final Caller resident = Tokens.caller(Role.RESIDENT, "resident:" + story.residentId());

    @Test
    void forgetsWhereAResidentLivesAndWhatTheyWereTold() {
        Hook theirs = hook(resident, "order.*");
        Hook platforms = hook(platform, "order.*");
        UUID placed = tell(story, "order.placed.v1");
        tell(story, "order.authorised.v1");
        awaitDelivery(theirs, placed, "delivered");
        awaitDelivery(platforms, placed, "delivered");
        List<JsonNode> before = awaitFeed(platform, 2);
        JsonNode door = before.getFirst().at("/data/destination");
        Story others = story.another();
        UUID erasureId = UUID.randomUUID();

        sender.send(
                "/order-service",
                "resident.erased.v1",
                erasureId,
                1,
                Map.of(
                        "erasureId", erasureId,
                        "residentId", story.residentId(),
                        "erasedAt", clock.instant().toString()));
        published.await("resident.forgotten_by_webhook.v1", erasureId);

        List<JsonNode> after = feed(platform);
        JsonNode neighbourhood = after.getFirst().at("/data/destination");
        assertThat(door.path("lat").asDouble()).isEqualTo(31.2304);
        assertThat(neighbourhood.path("lat").asDouble()).isEqualTo(31.23);
        assertThat(neighbourhood.path("lng").asDouble()).isEqualTo(121.47);
        assertThat(after).hasSameSizeAs(before);
        assertThat(after.getFirst().at("/data/goodsTotal"))
                .isEqualTo(before.getFirst().at("/data/goodsTotal"));
        assertThat(feed(resident)).isEmpty();
        assertThat(api.as(resident).get("/v1/webhook-endpoints/" + theirs.id()).status())
                .isEqualTo(404);
        assertThat(stored()).doesNotContain(theirs.path(), "31.2304").contains(platforms.path());

        // An order of theirs that is told of only now: the platform reads of it, with the door blurred; they do not.
        UUID next = tell(others, "order.placed.v1");
        awaitDelivery(platforms, next, "delivered");
        assertThat(jdbc.sql("select data from published_event where id = :id")
                        .param("id", next)
                        .query(String.class)
                        .single())
                .contains("31.23,", "121.47")
                .doesNotContain("31.2304", "121.4737");
        assertThat(feed(resident)).isEmpty();
        assertThat(calls(theirs)).hasSize(2);
    }

    private String stored() {
        return String.join(
                "\n",
                jdbc.sql("""
                        select e::text from endpoint e
                        where party in ('resident:' || :resident, 'platform:' || :platform)
                        union all select p.data from published_event p where 'resident:' || :resident = any(parties)
                        """)
                        .param("resident", story.residentId().toString())
                        .param("platform", story.platformId().toString())
                        .query(String.class)
                        .list());
    }
}
