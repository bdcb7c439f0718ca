package io.yike.dispatch.incidents.adapter;

import io.yike.contracts.dispatch.api.IncidentsApi;
import io.yike.contracts.dispatch.model.Incident;
import io.yike.contracts.dispatch.model.IncidentPage;
import io.yike.contracts.dispatch.model.IncidentResolution;
import io.yike.contracts.dispatch.model.IncidentState;
import io.yike.dispatch.incidents.Incidents;
import io.yike.dispatch.incidents.ResolveIncident;
import io.yike.dispatch.incidents.domain.Incident.Resolution;
import io.yike.dispatch.incidents.domain.IncidentDecision;
import io.yike.dispatch.wire.Access;
import io.yike.dispatch.wire.Page;
import io.yike.dispatch.wire.Wire;
import io.yike.kit.page.Cursor;
import io.yike.kit.problem.Problem;
import io.yike.kit.problem.ProblemException;
import io.yike.kit.security.Caller;
import io.yike.kit.security.CurrentCaller;
import io.yike.kit.security.Role;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RestController;

@RestController
class IncidentsController implements IncidentsApi {

    private final Incidents incidents;
    private final ResolveIncident resolveIncident;
    private final CurrentCaller currentCaller;

    IncidentsController(Incidents incidents, ResolveIncident resolveIncident, CurrentCaller currentCaller) {
        this.incidents = incidents;
        this.resolveIncident = resolveIncident;
        this.currentCaller = currentCaller;
    }

    @Override
    public ResponseEntity<IncidentPage> listIncidents(
            @Nullable IncidentState state,
            @Nullable UUID deliveryId,
            @Nullable String cursor,
            @Nullable Integer limit) {
        Caller caller = currentCaller.get();
        caller.require(Role.FLEET, Role.OPERATOR);
        Set<UUID> fleets = caller.has(Role.OPERATOR) ? null : Access.ids(caller, Role.FLEET);
        Boolean open = state == null ? null : state == IncidentState.OPEN;
        Page<io.yike.dispatch.incidents.domain.Incident> page = Page.of(
                limit,
                size -> incidents.list(fleets, open, deliveryId, Page.after(cursor), size),
                incident -> new Cursor(incident.raisedAt(), incident.id()));
        return ResponseEntity.ok(new IncidentPage(
                        page.items().stream().map(IncidentsController::answer).toList())
                .nextCursor(page.nextCursor()));
    }

    @Override
    public ResponseEntity<Incident> getIncident(UUID incidentId) {
        Caller caller = currentCaller.get();
        caller.require(Role.FLEET, Role.OPERATOR);
        return incidents
                .find(incidentId)
                .filter(incident -> caller.has(Role.OPERATOR)
                        || (incident.fleetId() != null && caller.is("fleet", incident.fleetId())))
                .map(incident -> ResponseEntity.ok(answer(incident)))
                .orElseThrow(Access::notFound);
    }

    @Override
    public ResponseEntity<Incident> resolveIncident(UUID incidentId, IncidentResolution request) {
        currentCaller.get().require(Role.OPERATOR);
        IncidentDecision decision =
                Wire.constant(IncidentDecision.class, request.getDecision().getValue());
        return switch (resolveIncident.resolve(incidentId, decision, request.getNote())) {
            case ResolveIncident.Outcome.Resolved(var incident) -> ResponseEntity.ok(answer(incident));
            case ResolveIncident.Outcome.ResolvedOtherwise _ ->
                throw new ProblemException(Problem.conflict("incident_resolved", "The incident was decided already"));
            case ResolveIncident.Outcome.NotPossible _ ->
                throw new ProblemException(
                        Problem.conflict("delivery_state", "Not possible in this state of the delivery"));
            case ResolveIncident.Outcome.Unknown _ -> throw Access.notFound();
        };
    }

    private static Incident answer(io.yike.dispatch.incidents.domain.Incident incident) {
        Resolution resolution = incident.resolution();
        Incident answer = new Incident(
                incident.id(),
                incident.deliveryId(),
                incident.orderId(),
                incident.courierId(),
                io.yike.contracts.dispatch.model.IncidentReason.fromValue(Wire.word(incident.reason())),
                resolution == null ? IncidentState.OPEN : IncidentState.RESOLVED,
                Wire.time(incident.raisedAt()));
        if (resolution != null) {
            answer.decision(io.yike.contracts.dispatch.model.IncidentDecision.fromValue(
                            Wire.word(resolution.decision())))
                    .note(resolution.note())
                    .resolvedAt(Wire.time(resolution.at()));
        }
        return answer;
    }
}
