package io.yike.identity.user.adapter;

import io.yike.contracts.identity.api.UsersApi;
import io.yike.contracts.identity.model.NewPassword;
import io.yike.contracts.identity.model.NewUser;
import io.yike.contracts.identity.model.User;
import io.yike.contracts.identity.model.UserEdit;
import io.yike.contracts.identity.model.UserPage;
import io.yike.identity.http.EntityTag;
import io.yike.identity.http.Page;
import io.yike.identity.membership.Stewardship;
import io.yike.identity.organisation.Authorities;
import io.yike.identity.organisation.domain.Authority;
import io.yike.identity.secret.SecretSeed;
import io.yike.identity.user.CreateUser;
import io.yike.identity.user.EditUser;
import io.yike.identity.user.SetPassword;
import io.yike.identity.user.Users;
import io.yike.identity.user.domain.Registration;
import io.yike.kit.idempotency.Idempotency;
import io.yike.kit.page.Cursor;
import io.yike.kit.problem.FieldProblem;
import io.yike.kit.problem.Problem;
import io.yike.kit.problem.ProblemException;
import io.yike.kit.security.CurrentCaller;
import jakarta.servlet.http.HttpServletRequest;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RestController;

@RestController
class UsersController implements UsersApi {

    private final Authorities authorities;
    private final CurrentCaller callers;
    private final Stewardship stewardship;
    private final Users users;
    private final CreateUser createUser;
    private final EditUser editUser;
    private final SetPassword setPassword;
    private final SecretSeed seed;
    private final Idempotency idempotency;
    private final HttpServletRequest request;

    UsersController(
            Authorities authorities,
            CurrentCaller callers,
            Stewardship stewardship,
            Users users,
            CreateUser createUser,
            EditUser editUser,
            SetPassword setPassword,
            SecretSeed seed,
            Idempotency idempotency,
            HttpServletRequest request) {
        this.authorities = authorities;
        this.callers = callers;
        this.stewardship = stewardship;
        this.users = users;
        this.createUser = createUser;
        this.editUser = editUser;
        this.setPassword = setPassword;
        this.seed = seed;
        this.idempotency = idempotency;
        this.request = request;
    }

    /// The request as it is compared with a repetition: no plain hash of a password is kept.
    private record Compared(
            String username,
            String passwordFingerprint,
            @Nullable String displayName,
            @Nullable UUID organisationId) {}

    @Override
    public ResponseEntity<User> createUser(String idempotencyKey, NewUser wanted) {
        Authority authority = authorities.required();
        Compared compared = new Compared(
                wanted.getUsername(),
                seed.fingerprint(wanted.getPassword()),
                wanted.getDisplayName(),
                wanted.getOrganisationId());
        ResponseEntity<User> answer = idempotency.once(
                "createUser",
                idempotencyKey,
                compared,
                User.class,
                () -> created(createUser.create(
                        authority,
                        wanted.getUsername(),
                        wanted.getPassword(),
                        wanted.getDisplayName(),
                        wanted.getOrganisationId())));
        return ResponseEntity.status(answer.getStatusCode())
                .eTag(EntityTag.of(1))
                .body(answer.getBody());
    }

    @Override
    public ResponseEntity<UserPage> listUsers(@Nullable UUID organisationId, @Nullable String cursor, Integer limit) {
        List<UUID> within = switch (authorities.required()) {
            case Authority.Operator() -> null;
            case Authority.Owner owner -> owner.ids();
            case Authority.Nobody() -> List.of();
        };
        var page = Page.of(
                users.list(within, organisationId, Page.after(cursor), limit + 1),
                limit,
                user -> new Cursor(user.subject().createdAt(), user.subject().pageId()));
        return ResponseEntity.ok(new UserPage()
                .items(page.items().stream().map(UsersController::wire).toList())
                .nextCursor(page.next()));
    }

    @Override
    public ResponseEntity<User> getUser(UUID userId) {
        return answer(users.find(userId)
                .filter(user -> isCaller(user) || authorities.current().reaches(user.organisationId()))
                .orElseThrow(() -> new ProblemException(Problem.notFound())));
    }

    @Override
    public ResponseEntity<User> editUser(String ifMatch, UUID userId, UserEdit edit) {
        Authority authority = authorities.required();
        var user = users.find(userId).orElseThrow(() -> new ProblemException(Problem.notFound()));
        stewardship.require(authority, user.organisationId(), user.subject().id());
        EntityTag.requireMatch(ifMatch, user.version());
        return answer(
                editUser.edit(user, edit.getDisplayName(), edit.getDisabled()).orElseThrow(EntityTag::stale));
    }

    @Override
    public ResponseEntity<Void> setPassword(UUID userId, NewPassword wanted) {
        boolean own = callers.get().subject().equals(userId.toString());
        Authority authority = own ? authorities.current() : authorities.required();
        var user = users.find(userId).orElseThrow(() -> new ProblemException(Problem.notFound()));
        if (own) {
            String address = request.getRemoteAddr();
            if (!setPassword.change(user, wanted.getCurrentPassword(), wanted.getPassword(), address)) {
                throw new ProblemException(Problem.unprocessable(
                        "current_password_wrong",
                        "The current password is wrong",
                        new FieldProblem("currentPassword", "wrong", null)));
            }
        } else {
            stewardship.require(authority, user.organisationId(), user.subject().id());
            setPassword.set(user, wanted.getPassword());
        }
        return ResponseEntity.noContent().build();
    }

    private boolean isCaller(io.yike.identity.user.domain.User user) {
        return callers.get().subject().equals(user.subject().id());
    }

    private static ResponseEntity<User> created(Registration registration) {
        return switch (registration) {
            case Registration.Registered(var user) ->
                ResponseEntity.status(HttpStatus.CREATED).body(wire(user));
            case Registration.Refused(Registration.Reason reason) ->
                throw new ProblemException(
                        switch (reason) {
                            case NOT_THE_CALLERS -> Problem.forbidden();
                            case ORGANISATION_UNKNOWN ->
                                Problem.unprocessable(
                                        "organisation_unknown",
                                        "There is no such organisation",
                                        new FieldProblem("organisationId", "unknown", null));
                            case USERNAME_TAKEN ->
                                new Problem(
                                        409,
                                        "username_taken",
                                        "The name is taken",
                                        null,
                                        List.of(new FieldProblem("username", "taken", null)),
                                        null);
                        });
        };
    }

    private static ResponseEntity<User> answer(io.yike.identity.user.domain.User user) {
        return ResponseEntity.ok().eTag(EntityTag.of(user.version())).body(wire(user));
    }

    private static User wire(io.yike.identity.user.domain.User user) {
        return new User(
                        user.id(),
                        user.username(),
                        user.disabled(),
                        user.subject().createdAt().atOffset(ZoneOffset.UTC))
                .displayName(user.displayName())
                .organisationId(user.organisationId());
    }
}
