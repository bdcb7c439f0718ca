package io.yike.identity.membership.adapter;

import io.yike.contracts.identity.api.MembershipsApi;
import io.yike.contracts.identity.model.Membership;
import io.yike.contracts.identity.model.MembershipPage;
import io.yike.contracts.identity.model.NewMembership;
import io.yike.contracts.identity.model.Role;
import io.yike.contracts.identity.model.SubjectKind;
import io.yike.identity.http.Page;
import io.yike.identity.membership.EndRole;
import io.yike.identity.membership.GiveRole;
import io.yike.identity.membership.Memberships;
import io.yike.identity.membership.domain.Ending;
import io.yike.identity.membership.domain.Giving;
import io.yike.identity.organisation.Authorities;
import io.yike.identity.organisation.domain.Authority;
import io.yike.identity.organisation.domain.Party;
import io.yike.kit.idempotency.Idempotency;
import io.yike.kit.page.Cursor;
import io.yike.kit.problem.FieldProblem;
import io.yike.kit.problem.Problem;
import io.yike.kit.problem.ProblemException;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RestController;

@RestController
class MembershipsController implements MembershipsApi {

    private final Authorities authorities;
    private final Memberships memberships;
    private final GiveRole giveRole;
    private final EndRole endRole;
    private final Idempotency idempotency;

    MembershipsController(
            Authorities authorities,
            Memberships memberships,
            GiveRole giveRole,
            EndRole endRole,
            Idempotency idempotency) {
        this.authorities = authorities;
        this.memberships = memberships;
        this.giveRole = giveRole;
        this.endRole = endRole;
        this.idempotency = idempotency;
    }

    @Override
    public ResponseEntity<Membership> createMembership(String idempotencyKey, NewMembership wanted) {
        Authority authority = authorities.required();
        String party = wanted.getParty();
        return idempotency.once(
                "createMembership",
                idempotencyKey,
                wanted,
                Membership.class,
                () -> answer(giveRole.give(
                        authority,
                        io.yike.identity.membership.domain.SubjectKind.valueOf(
                                wanted.getSubjectKind().name()),
                        wanted.getSubjectId(),
                        io.yike.identity.organisation.domain.Role.valueOf(
                                wanted.getRole().name()),
                        party == null ? null : Party.parse(party))));
    }

    @Override
    public ResponseEntity<MembershipPage> listMemberships(
            @Nullable String subjectId, @Nullable String party, @Nullable String cursor, Integer limit) {
        List<UUID> within = switch (authorities.required()) {
            case Authority.Operator() -> null;
            case Authority.Owner owner -> owner.ids();
            case Authority.Nobody() -> List.of();
        };
        var page = Page.of(
                memberships.list(
                        within, subjectId, party == null ? null : Party.parse(party), Page.after(cursor), limit + 1),
                limit,
                membership -> new Cursor(membership.createdAt(), membership.id()));
        return ResponseEntity.ok(new MembershipPage()
                .items(page.items().stream().map(MembershipsController::wire).toList())
                .nextCursor(page.next()));
    }

    @Override
    public ResponseEntity<Void> endMembership(UUID membershipId) {
        return switch (endRole.end(authorities.required(), membershipId)) {
            case Ending.Ended() -> ResponseEntity.noContent().build();
            case Ending.Refused(Ending.Reason reason) ->
                throw new ProblemException(
                        switch (reason) {
                            case UNKNOWN -> Problem.notFound();
                            case NOT_THE_CALLERS_TO_TAKE -> Problem.forbidden();
                            case CONFIGURED ->
                                Problem.conflict("client_is_configured", "The client comes from the configuration");
                        });
        };
    }

    private static ResponseEntity<Membership> answer(Giving giving) {
        return switch (giving) {
            case Giving.Given(var membership) ->
                ResponseEntity.status(HttpStatus.CREATED).body(wire(membership));
            case Giving.Refused(Giving.Reason reason) -> throw new ProblemException(problem(reason));
        };
    }

    private static Problem problem(Giving.Reason reason) {
        return switch (reason) {
            case NOT_THE_CALLERS_TO_GIVE -> Problem.forbidden();
            case SUBJECT_UNKNOWN ->
                Problem.unprocessable(
                        "subject_unknown",
                        "There is no such client or user",
                        new FieldProblem("subjectId", "unknown", null));
            case ORGANISATION_UNKNOWN ->
                Problem.unprocessable(
                        "organisation_unknown",
                        "There is no such organisation",
                        new FieldProblem("party", "unknown", null));
            case LOGS_USERS_IN ->
                Problem.unprocessable(
                        "roles_with_redirect",
                        "A client that logs users in has no roles of its own",
                        new FieldProblem("subjectId", "not_allowed", null));
            case CONFIGURED -> Problem.conflict("client_is_configured", "The client comes from the configuration");
            case EXISTS -> Problem.conflict("membership_exists", "The role was given already");
        };
    }

    private static Membership wire(io.yike.identity.membership.domain.Membership membership) {
        Party party = membership.party();
        return new Membership(
                        membership.id(),
                        SubjectKind.valueOf(membership.subject().kind().name()),
                        membership.subject().id(),
                        Role.valueOf(membership.role().name()),
                        membership.createdAt().atOffset(ZoneOffset.UTC))
                .party(party == null ? null : party.toString());
    }
}
