package io.yike.identity.client.adapter;

import io.yike.contracts.identity.api.ClientsApi;
import io.yike.contracts.identity.model.Client;
import io.yike.contracts.identity.model.ClientEdit;
import io.yike.contracts.identity.model.ClientPage;
import io.yike.contracts.identity.model.ClientSecret;
import io.yike.contracts.identity.model.ClientWithSecret;
import io.yike.contracts.identity.model.NewClient;
import io.yike.contracts.identity.model.Role;
import io.yike.identity.client.Clients;
import io.yike.identity.client.CreateClient;
import io.yike.identity.client.CreateClient.Wanted;
import io.yike.identity.client.EditClient;
import io.yike.identity.client.RotateSecret;
import io.yike.identity.client.domain.Creation;
import io.yike.identity.client.domain.Edit;
import io.yike.identity.client.domain.Rotation;
import io.yike.identity.http.EntityTag;
import io.yike.identity.http.Page;
import io.yike.identity.membership.Stewardship;
import io.yike.identity.organisation.Authorities;
import io.yike.identity.organisation.domain.Authority;
import io.yike.identity.organisation.domain.Party;
import io.yike.identity.secret.SecretSeed;
import io.yike.kit.idempotency.Idempotency;
import io.yike.kit.page.Cursor;
import io.yike.kit.problem.FieldProblem;
import io.yike.kit.problem.Problem;
import io.yike.kit.problem.ProblemException;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RestController;

@RestController
class ClientsController implements ClientsApi {

    private final Authorities authorities;
    private final Stewardship stewardship;
    private final Clients clients;
    private final CreateClient createClient;
    private final EditClient editClient;
    private final RotateSecret rotateSecret;
    private final SecretSeed seed;
    private final Idempotency idempotency;

    ClientsController(
            Authorities authorities,
            Stewardship stewardship,
            Clients clients,
            CreateClient createClient,
            EditClient editClient,
            RotateSecret rotateSecret,
            SecretSeed seed,
            Idempotency idempotency) {
        this.authorities = authorities;
        this.stewardship = stewardship;
        this.clients = clients;
        this.createClient = createClient;
        this.editClient = editClient;
        this.rotateSecret = rotateSecret;
        this.seed = seed;
        this.idempotency = idempotency;
    }

    @Override
    public ResponseEntity<ClientWithSecret> createClient(String idempotencyKey, NewClient wanted) {
        Authority authority = authorities.required();
        // The kept answer has no secret: it is derived again for each repetition.
        ResponseEntity<ClientWithSecret> answer = idempotency.once(
                "createClient",
                idempotencyKey,
                wanted,
                ClientWithSecret.class,
                () -> created(createClient.create(authority, wanted(wanted))));
        ClientWithSecret body = Objects.requireNonNull(answer.getBody());
        return ResponseEntity.status(answer.getStatusCode())
                .eTag(EntityTag.of(1))
                .cacheControl(CacheControl.noStore())
                .body(body.getPublic() ? body : body.clientSecret(seed.clientSecret(body.getClientId(), 1)));
    }

    @Override
    public ResponseEntity<ClientPage> listClients(
            @Nullable UUID organisationId, @Nullable String cursor, Integer limit) {
        List<UUID> within = switch (authorities.required()) {
            case Authority.Operator() -> null;
            case Authority.Owner owner -> owner.ids();
            case Authority.Nobody() -> List.of();
        };
        var page = Page.of(
                clients.list(within, organisationId, Page.after(cursor), limit + 1),
                limit,
                client -> new Cursor(
                        client.subject().createdAt(), client.subject().pageId()));
        return ResponseEntity.ok(new ClientPage()
                .items(page.items().stream().map(ClientsController::wire).toList())
                .nextCursor(page.next()));
    }

    @Override
    public ResponseEntity<Client> getClient(String clientId) {
        Authority authority = authorities.required();
        return answer(clients.find(clientId)
                .filter(client -> authority.reaches(client.organisationId()))
                .orElseThrow(() -> new ProblemException(Problem.notFound())));
    }

    @Override
    public ResponseEntity<Client> editClient(String ifMatch, String clientId, ClientEdit edit) {
        var client = changeable(clientId);
        EntityTag.requireMatch(ifMatch, client.version());
        return switch (editClient.edit(
                client,
                edit.getName(),
                edit.getDisabled(),
                given("redirectUris", edit.getRedirectUris()),
                given("postLogoutRedirectUris", edit.getPostLogoutRedirectUris()))) {
            case Edit.Edited(var edited) -> answer(edited);
            case Edit.Refused(Edit.Reason reason, String field) ->
                throw switch (reason) {
                    case STALE -> EntityTag.stale();
                    case CONFIGURED -> new ProblemException(configured());
                    case REDIRECT_URIS_FIXED ->
                        unprocessable(
                                "redirect_uris_fixed",
                                "Whether a client logs users in is decided when it is created",
                                field,
                                "not_allowed");
                    case LOGOUT_WITHOUT_LOGIN -> logoutWithoutLogin(field);
                    case REDIRECT_URI_REFUSED -> redirectUriRefused(field);
                };
        };
    }

    /// What is kept of a rotation: which secret it was, not the secret.
    private record Kept(String clientId, int secretNumber) {}

    @Override
    public ResponseEntity<ClientSecret> rotateClientSecret(String idempotencyKey, String clientId) {
        var client = changeable(clientId);
        Kept kept = Objects.requireNonNull(idempotency
                .once(
                        "rotateClientSecret",
                        idempotencyKey,
                        clientId,
                        Kept.class,
                        () -> rotated(clientId, rotateSecret.rotate(client)))
                .getBody());
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .body(new ClientSecret(clientId, seed.clientSecret(kept.clientId(), kept.secretNumber())));
    }

    private io.yike.identity.client.domain.Client changeable(String clientId) {
        Authority authority = authorities.required();
        var client = clients.find(clientId).orElseThrow(() -> new ProblemException(Problem.notFound()));
        stewardship.require(authority, client.organisationId(), clientId);
        return client;
    }

    private static Wanted wanted(NewClient wanted) {
        return new Wanted(
                wanted.getName(),
                wanted.getOrganisationId(),
                given("roles", wanted.getRoles()).stream()
                        .map(role -> io.yike.identity.organisation.domain.Role.valueOf(role.name()))
                        .toList(),
                given("parties", wanted.getParties()).stream().map(Party::parse).toList(),
                Boolean.TRUE.equals(wanted.getPublic()),
                given("redirectUris", wanted.getRedirectUris()),
                given("postLogoutRedirectUris", wanted.getPostLogoutRedirectUris()));
    }

    /// A list that is not required may be left out, which makes it empty, but it may not be null.
    private static <T> List<T> given(String field, @Nullable List<T> list) {
        if (list == null) {
            throw new ProblemException(Problem.malformed(field, "null", "must be a list"));
        }
        return list;
    }

    private static ResponseEntity<ClientWithSecret> created(Creation creation) {
        return switch (creation) {
            case Creation.Created(var client) ->
                ResponseEntity.status(HttpStatus.CREATED).body(wireForCreator(client));
            case Creation.Refused(Creation.Reason reason, String field) ->
                throw switch (reason) {
                    case NOT_THE_CALLERS_TO_GIVE -> new ProblemException(Problem.forbidden());
                    case ORGANISATION_UNKNOWN ->
                        unprocessable("organisation_unknown", "There is no such organisation", field, "unknown");
                    case ROLES_WITH_REDIRECT ->
                        unprocessable(
                                "roles_with_redirect",
                                "A client that logs users in has no roles of its own",
                                field,
                                "not_allowed");
                    case PUBLIC_WITHOUT_REDIRECT ->
                        unprocessable(
                                "public_without_redirect", "A public client needs a redirect URI", field, "required");
                    case LOGOUT_WITHOUT_LOGIN -> logoutWithoutLogin(field);
                    case REDIRECT_URI_REFUSED -> redirectUriRefused(field);
                };
        };
    }

    private static ResponseEntity<Kept> rotated(String clientId, Rotation rotation) {
        return switch (rotation) {
            case Rotation.Rotated(int number) -> ResponseEntity.ok(new Kept(clientId, number));
            case Rotation.Refused(Rotation.Reason reason) ->
                throw new ProblemException(
                        switch (reason) {
                            case CONFIGURED -> configured();
                            case PUBLIC -> Problem.conflict("client_is_public", "A public client has no secret");
                        });
        };
    }

    private static Problem configured() {
        return Problem.conflict("client_is_configured", "The client comes from the configuration");
    }

    private static ProblemException redirectUriRefused(String field) {
        return unprocessable("redirect_uri_refused", "The redirect URI is not allowed", field, "not_allowed");
    }

    private static ProblemException logoutWithoutLogin(String field) {
        return unprocessable(
                "logout_without_login", "Nobody logs in through a client without redirect URIs", field, "not_allowed");
    }

    private static ProblemException unprocessable(String code, String title, String field, String fault) {
        return new ProblemException(Problem.unprocessable(code, title, new FieldProblem(field, fault, null)));
    }

    private static ResponseEntity<Client> answer(io.yike.identity.client.domain.Client client) {
        return ResponseEntity.ok().eTag(EntityTag.of(client.version())).body(wire(client));
    }

    private static Client wire(io.yike.identity.client.domain.Client client) {
        return new Client(
                        client.id(),
                        client.name(),
                        client.isPublic(),
                        client.disabled(),
                        roles(client),
                        parties(client),
                        client.redirectUris(),
                        client.subject().createdAt().atOffset(ZoneOffset.UTC))
                .organisationId(client.organisationId())
                .postLogoutRedirectUris(client.postLogoutRedirectUris());
    }

    private static ClientWithSecret wireForCreator(io.yike.identity.client.domain.Client client) {
        return new ClientWithSecret(
                        client.id(),
                        client.name(),
                        client.isPublic(),
                        client.disabled(),
                        roles(client),
                        parties(client),
                        client.redirectUris(),
                        client.subject().createdAt().atOffset(ZoneOffset.UTC))
                .organisationId(client.organisationId())
                .postLogoutRedirectUris(client.postLogoutRedirectUris());
    }

    private static List<Role> roles(io.yike.identity.client.domain.Client client) {
        return client.roles().stream().map(role -> Role.valueOf(role.name())).toList();
    }

    private static List<String> parties(io.yike.identity.client.domain.Client client) {
        return client.parties().stream().map(Party::toString).toList();
    }
}
