package io.yike.identity.organisation.adapter;

import static java.util.stream.Collectors.toUnmodifiableSet;

import io.yike.contracts.identity.api.OrganisationsApi;
import io.yike.contracts.identity.model.NewOrganisation;
import io.yike.contracts.identity.model.Organisation;
import io.yike.contracts.identity.model.OrganisationEdit;
import io.yike.contracts.identity.model.OrganisationKind;
import io.yike.contracts.identity.model.OrganisationPage;
import io.yike.identity.http.EntityTag;
import io.yike.identity.http.Page;
import io.yike.identity.organisation.Authorities;
import io.yike.identity.organisation.CreateOrganisation;
import io.yike.identity.organisation.EditOrganisation;
import io.yike.identity.organisation.Organisations;
import io.yike.identity.organisation.domain.Authority;
import io.yike.identity.organisation.domain.Party;
import io.yike.kit.idempotency.Idempotency;
import io.yike.kit.page.Cursor;
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
class OrganisationsController implements OrganisationsApi {

    private final Authorities authorities;
    private final Organisations organisations;
    private final CreateOrganisation createOrganisation;
    private final EditOrganisation editOrganisation;
    private final Idempotency idempotency;

    OrganisationsController(
            Authorities authorities,
            Organisations organisations,
            CreateOrganisation createOrganisation,
            EditOrganisation editOrganisation,
            Idempotency idempotency) {
        this.authorities = authorities;
        this.organisations = organisations;
        this.createOrganisation = createOrganisation;
        this.editOrganisation = editOrganisation;
        this.idempotency = idempotency;
    }

    @Override
    public ResponseEntity<Organisation> createOrganisation(String idempotencyKey, NewOrganisation wanted) {
        authorities.requireOperator();
        ResponseEntity<Organisation> answer = idempotency.once(
                "createOrganisation",
                idempotencyKey,
                wanted,
                Organisation.class,
                () -> ResponseEntity.status(HttpStatus.CREATED)
                        .body(wire(createOrganisation.create(
                                io.yike.identity.organisation.domain.OrganisationKind.valueOf(
                                        wanted.getKind().name()),
                                wanted.getName()))));
        return ResponseEntity.status(answer.getStatusCode())
                .eTag(EntityTag.of(1))
                .body(answer.getBody());
    }

    @Override
    public ResponseEntity<OrganisationPage> listOrganisations(
            @Nullable OrganisationKind kind, @Nullable String cursor, Integer limit) {
        List<UUID> within = switch (authorities.required()) {
            case Authority.Operator() -> null;
            case Authority.Owner owner -> owner.ids();
            case Authority.Nobody() -> List.of();
        };
        var page = Page.of(
                organisations.list(
                        within,
                        kind == null
                                ? null
                                : io.yike.identity.organisation.domain.OrganisationKind.valueOf(kind.name()),
                        Page.after(cursor),
                        limit + 1),
                limit,
                organisation -> new Cursor(organisation.createdAt(), organisation.id()));
        return ResponseEntity.ok(new OrganisationPage()
                .items(page.items().stream().map(OrganisationsController::wire).toList())
                .nextCursor(page.next()));
    }

    @Override
    public ResponseEntity<Organisation> getOrganisation(UUID organisationId) {
        Authority authority = authorities.required();
        return answer(organisations
                .find(organisationId)
                .filter(found -> authority.reaches(found.id()))
                .orElseThrow(() -> new ProblemException(Problem.notFound())));
    }

    @Override
    public ResponseEntity<Organisation> editOrganisation(String ifMatch, UUID organisationId, OrganisationEdit edit) {
        authorities.requireOperator();
        var organisation =
                organisations.find(organisationId).orElseThrow(() -> new ProblemException(Problem.notFound()));
        EntityTag.requireMatch(ifMatch, organisation.version());
        return answer(editOrganisation
                .edit(
                        organisation,
                        edit.getName(),
                        edit.getParties().stream().map(Party::parse).collect(toUnmodifiableSet()))
                .orElseThrow(EntityTag::stale));
    }

    private static ResponseEntity<Organisation> answer(io.yike.identity.organisation.domain.Organisation organisation) {
        return ResponseEntity.ok().eTag(EntityTag.of(organisation.version())).body(wire(organisation));
    }

    private static Organisation wire(io.yike.identity.organisation.domain.Organisation organisation) {
        return new Organisation(
                organisation.id(),
                OrganisationKind.valueOf(organisation.kind().name()),
                organisation.name(),
                organisation.party().toString(),
                organisation.parties().stream().map(Party::toString).sorted().toList(),
                organisation.createdAt().atOffset(ZoneOffset.UTC));
    }
}
