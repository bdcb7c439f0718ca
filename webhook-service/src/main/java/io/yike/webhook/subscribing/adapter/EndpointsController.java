package io.yike.webhook.subscribing.adapter;

import io.yike.contracts.webhook.api.EndpointsApi;
import io.yike.contracts.webhook.model.EndpointEdit;
import io.yike.contracts.webhook.model.EndpointPage;
import io.yike.contracts.webhook.model.EndpointWithSecret;
import io.yike.contracts.webhook.model.NewEndpoint;
import io.yike.contracts.webhook.model.RotatedSecret;
import io.yike.contracts.webhook.model.Rotation;
import io.yike.kit.idempotency.Idempotency;
import io.yike.kit.page.Cursor;
import io.yike.kit.problem.Problem;
import io.yike.kit.problem.ProblemException;
import io.yike.kit.security.Caller;
import io.yike.kit.security.CurrentCaller;
import io.yike.webhook.publishing.domain.Party;
import io.yike.webhook.publishing.domain.Types;
import io.yike.webhook.subscribing.ChangeEndpoint;
import io.yike.webhook.subscribing.Endpoints;
import io.yike.webhook.subscribing.SecretSeed;
import io.yike.webhook.subscribing.domain.Decision;
import io.yike.webhook.subscribing.domain.Endpoint;
import io.yike.webhook.subscribing.domain.Endpoint.Target;
import io.yike.webhook.subscribing.domain.EndpointUrl;
import io.yike.webhook.subscribing.domain.EndpointUrl.Parsed;
import io.yike.webhook.wire.Parties;
import io.yike.webhook.wire.Words;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RestController;

@RestController
class EndpointsController implements EndpointsApi {

    private final Endpoints endpoints;
    private final ChangeEndpoint changeEndpoint;
    private final SecretSeed seed;
    private final EndpointUrl.Rules rules;
    private final Idempotency idempotency;
    private final CurrentCaller currentCaller;
    private final Clock clock;

    EndpointsController(
            Endpoints endpoints,
            ChangeEndpoint changeEndpoint,
            SecretSeed seed,
            EndpointUrl.Rules rules,
            Idempotency idempotency,
            CurrentCaller currentCaller,
            Clock clock) {
        this.endpoints = endpoints;
        this.changeEndpoint = changeEndpoint;
        this.seed = seed;
        this.rules = rules;
        this.idempotency = idempotency;
        this.currentCaller = currentCaller;
        this.clock = clock;
    }

    /// What is kept of a new endpoint, for a repetition: which it is, not its secret.
    private record Kept(UUID endpointId, int number, Instant formerEndAt) {}

    @Override
    public ResponseEntity<EndpointWithSecret> createEndpoint(String idempotencyKey, NewEndpoint wanted) {
        Caller caller = currentCaller.get();
        Parties.requireOwner(caller);
        Party party = Parties.owner(caller, wanted.getParty());
        Target target = target(wanted.getUrl(), wanted.getTypes(), wanted.getDescription());
        ResponseEntity<io.yike.contracts.webhook.model.Endpoint> kept = idempotency.once(
                "createEndpoint", idempotencyKey, wanted, io.yike.contracts.webhook.model.Endpoint.class, () -> {
                    Endpoint endpoint = changeEndpoint
                            .create(party, target, caller.clientId())
                            .orElseThrow(EndpointsController::tooManyEndpoints);
                    return ResponseEntity.created(URI.create("/v1/webhook-endpoints/" + endpoint.id()))
                            .eTag(eTag(endpoint))
                            .body(wire(endpoint));
                });
        io.yike.contracts.webhook.model.Endpoint body = Objects.requireNonNull(kept.getBody());
        return ResponseEntity.status(kept.getStatusCode())
                .headers(kept.getHeaders())
                .cacheControl(CacheControl.noStore())
                .body(new EndpointWithSecret(body, secret(body.getEndpointId(), 1)));
    }

    @Override
    public ResponseEntity<EndpointPage> listEndpoints(
            @Nullable String party,
            io.yike.contracts.webhook.model.@Nullable EndpointState state,
            @Nullable String cursor,
            Integer limit) {
        Caller caller = currentCaller.get();
        Parties.requireRole(caller);
        List<Endpoint> found = endpoints.list(
                Parties.listed(caller, party),
                state == null ? null : state.getValue(),
                cursor == null ? null : Cursor.parse(cursor).id(),
                limit + 1);
        EndpointPage page = new EndpointPage(wire(found.stream().limit(limit).toList()));
        if (found.size() > limit) {
            Endpoint last = found.get(limit - 1);
            page.nextCursor(new Cursor(last.createdAt(), last.id()).encode());
        }
        return ResponseEntity.ok(page);
    }

    @Override
    public ResponseEntity<io.yike.contracts.webhook.model.Endpoint> getEndpoint(UUID endpointId) {
        return answer(visible(endpointId));
    }

    @Override
    public ResponseEntity<io.yike.contracts.webhook.model.Endpoint> editEndpoint(
            String ifMatch, UUID endpointId, EndpointEdit edit) {
        Endpoint before = own(endpointId);
        Target target = target(edit.getUrl(), edit.getTypes(), edit.getDescription());
        if (!ifMatch.equals(eTag(before))) {
            throw stale();
        }
        return answer(
                changeEndpoint.edit(endpointId, before.version(), target).orElseThrow(EndpointsController::stale));
    }

    @Override
    public ResponseEntity<Void> deleteEndpoint(UUID endpointId) {
        Endpoint endpoint = visible(endpointId);
        if (!changeEndpoint.delete(endpoint.id())) {
            throw new ProblemException(Problem.notFound());
        }
        return ResponseEntity.noContent().build();
    }

    @Override
    public ResponseEntity<io.yike.contracts.webhook.model.Endpoint> pauseEndpoint(UUID endpointId) {
        Endpoint endpoint = visible(endpointId);
        return answer(changed(changeEndpoint.pause(endpoint.id())));
    }

    @Override
    public ResponseEntity<io.yike.contracts.webhook.model.Endpoint> resumeEndpoint(UUID endpointId) {
        Endpoint endpoint = visible(endpointId);
        return answer(changed(changeEndpoint.resume(endpoint.id())));
    }

    @Override
    public ResponseEntity<RotatedSecret> rotateSecret(String idempotencyKey, UUID endpointId, Rotation rotation) {
        Endpoint endpoint = own(endpointId);
        Duration overlap = Duration.ofSeconds(Objects.requireNonNullElse(rotation.getOverlapSeconds(), 86_400));
        Kept kept = Objects.requireNonNull(idempotency
                .once("rotateSecret", idempotencyKey, List.of(endpointId, rotation), Kept.class, () -> {
                    Endpoint rotated = changed(changeEndpoint.rotate(endpoint.id(), overlap));
                    return ResponseEntity.status(HttpStatus.CREATED)
                            .body(new Kept(
                                    rotated.id(),
                                    rotated.newest().number(),
                                    rotated.newest().createdAt().plus(overlap)));
                })
                .getBody());
        return ResponseEntity.status(HttpStatus.CREATED)
                .cacheControl(CacheControl.noStore())
                .body(new RotatedSecret(
                        kept.endpointId(),
                        kept.number(),
                        secret(kept.endpointId(), kept.number()),
                        Words.time(kept.formerEndAt())));
    }

    private static Endpoint changed(Optional<Decision> decision) {
        return switch (decision.orElseThrow(() -> new ProblemException(Problem.notFound()))) {
            case Decision.Changed(Endpoint endpoint) -> endpoint;
            case Decision.Ignored(Endpoint endpoint) -> endpoint;
            case Decision.Refused(Decision.Refusal refusal) ->
                throw new ProblemException(Problem.conflict(
                        Words.word(refusal),
                        switch (refusal) {
                            case ENDPOINT_DISABLED -> "The endpoint is disabled";
                            case TOO_MANY_SECRETS -> "Too many secrets are valid now";
                        }));
        };
    }

    private Target target(String url, List<String> patterns, @Nullable String description) {
        Types types = new Types(patterns);
        types.findUnknown().ifPresent(place -> {
            throw Parties.refused("unknown_event_type", "There is no such type of event", "types[" + place + "]");
        });
        return new Target(
                switch (EndpointUrl.parse(url, rules)) {
                    case Parsed.Good(EndpointUrl good) -> good;
                    case Parsed.Bad(EndpointUrl.Why why) -> throw Parties.refused(Words.word(why), title(why), "url");
                },
                types,
                description);
    }

    private static String title(EndpointUrl.Why why) {
        return switch (why) {
            case URL_MALFORMED -> "It is no URL";
            case URL_SCHEME_NOT_ALLOWED -> "Only https is spoken";
            case URL_USER_INFO_NOT_ALLOWED -> "A URL with a user or password is not called";
            case URL_FRAGMENT_NOT_ALLOWED -> "A fragment is never sent";
            case URL_PORT_NOT_ALLOWED -> "There is no such port";
            case URL_HOST_NOT_ALLOWED -> "The host is not called";
            case URL_ADDRESS_NOT_ALLOWED -> "The address is not reachable from outside";
        };
    }

    private Endpoint visible(UUID endpointId) {
        Caller caller = currentCaller.get();
        Parties.requireRole(caller);
        return endpoints
                .find(endpointId)
                .filter(endpoint -> Parties.mayRead(caller, endpoint.party()))
                .orElseThrow(() -> new ProblemException(Problem.notFound()));
    }

    private Endpoint own(UUID endpointId) {
        Caller caller = currentCaller.get();
        Parties.requireOwner(caller);
        return endpoints
                .find(endpointId)
                .filter(endpoint -> Parties.own(caller).contains(endpoint.party()))
                .orElseThrow(() -> new ProblemException(Problem.notFound()));
    }

    private ResponseEntity<io.yike.contracts.webhook.model.Endpoint> answer(Endpoint endpoint) {
        return ResponseEntity.ok().eTag(eTag(endpoint)).body(wire(endpoint));
    }

    private io.yike.contracts.webhook.model.Endpoint wire(Endpoint endpoint) {
        return wire(List.of(endpoint)).getFirst();
    }

    private List<io.yike.contracts.webhook.model.Endpoint> wire(List<Endpoint> many) {
        Map<UUID, Instant> failing =
                endpoints.failingSince(many.stream().map(Endpoint::id).toList());
        Instant now = clock.instant();
        return many.stream()
                .map(endpoint -> EndpointWire.endpoint(endpoint, failing.get(endpoint.id()), endpoint.signing(now)))
                .toList();
    }

    private String secret(UUID endpointId, int number) {
        return "whsec_" + Base64.getEncoder().encodeToString(seed.key(endpointId, number));
    }

    private static String eTag(Endpoint endpoint) {
        return "\"" + endpoint.version() + "\"";
    }

    private static ProblemException stale() {
        return new ProblemException(new Problem(412, "stale", "It was edited meanwhile", null, List.of(), null));
    }

    private static ProblemException tooManyEndpoints() {
        return new ProblemException(
                Problem.conflict("too_many_endpoints", "The party has as many endpoints as it may have"));
    }
}
