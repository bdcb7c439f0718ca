package io.yike.kit.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.yike.kit.security.Caller;
import io.yike.kit.security.Party;
import io.yike.kit.security.Role;
import io.yike.kit.testing.AccessTable.Actor;
import io.yike.kit.testing.AccessTable.Row;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;

/// Tries every operation of a contract as everybody who must not get in, with ids that exist, and then as its owner,
/// for
/// whom the same call must succeed. Who is who comes from `contracts/access.yaml`; a service says only how an owner
/// comes to a thing of its own:
///
/// ```java
/// @TestFactory
/// List<DynamicNode> onlyWhoMayGetsIn() {
///     return new AccessWalk(api)
///             .on("getOrder")
///             .as(Role.PLATFORM, () -> OwnersCall.by(platform).get("/v1/orders/" + place(delivery())))
///             .as(Role.OPERATOR, () -> OwnersCall.by(Tokens.operator()).get("/v1/orders/" + place(delivery())))
///             .tests();
/// }
/// ```
///
/// A walk fails for an operation without a row, for a row's role without its owner's call, for a call that no row
/// wants,
/// and for an id in a query or a body that no call tries with another party's.
public final class AccessWalk {

    private static final Set<Integer> UNAUTHENTICATED = Set.of(401);
    private static final Set<Integer> REFUSED = Set.of(403, 404);

    private final ApiClient api;
    private final AccessTable table;
    private final Map<String, Map<Actor, Supplier<OwnersCall>>> calls = new LinkedHashMap<>();
    private final Map<String, Set<String>> free = new LinkedHashMap<>();

    public AccessWalk(ApiClient api) {
        this.api = api;
        this.table = AccessTable.of(api.service());
    }

    /// The operation that the next calls are of.
    public On on(String operationId) {
        return new On(operationId);
    }

    /// The calls of one operation.
    public final class On {

        private final String operationId;

        private On(String operationId) {
            this.operationId = operationId;
        }

        /// How an owner with this role comes to a thing and calls; made anew for this role, so that what one call ends
        /// is no other's.
        public On as(Role role, Supplier<OwnersCall> call) {
            return as(Actor.of(role), call);
        }

        /// How the user of the token, without any role, calls about themselves.
        public On asSelf(Supplier<OwnersCall> call) {
            return as(Actor.SELF, call);
        }

        /// What everybody with a token may call.
        public On asEverybody(Supplier<OwnersCall> call) {
            return as(Actor.EVERYBODY, call);
        }

        /// What may be called without a token.
        public On asThePublic(Supplier<OwnersCall> call) {
            return as(Actor.PUBLIC, call);
        }

        private On as(Actor actor, Supplier<OwnersCall> call) {
            calls.computeIfAbsent(operationId, _ -> new LinkedHashMap<>()).put(actor, call);
            return this;
        }

        /// An id in the body or the query that is nobody's, so that no call tries it with another party's.
        public On free(String field, String reason) {
            assertThat(reason).as("why " + field + " is free").isNotBlank();
            free.computeIfAbsent(operationId, _ -> new TreeSet<>()).add(field);
            return this;
        }

        public On on(String next) {
            return AccessWalk.this.on(next);
        }

        public List<DynamicNode> tests() {
            return AccessWalk.this.tests();
        }
    }

    private List<DynamicNode> tests() {
        List<DynamicNode> tests = new ArrayList<>();
        tests.add(DynamicTest.dynamicTest(
                "every call is of an operation",
                () -> assertThat(calls.keySet())
                        .isSubsetOf(api.contract().operations().stream()
                                .map(Contract.Operation::id)
                                .toList())));
        api.contract().operations().forEach(operation -> tests.add(container(operation)));
        return tests;
    }

    private DynamicContainer container(Contract.Operation operation) {
        Map<Actor, Supplier<OwnersCall>> own = calls.getOrDefault(operation.id(), Map.of());
        List<DynamicNode> tests = new ArrayList<>();
        List<OwnersCall> made = new ArrayList<>();
        tests.add(DynamicTest.dynamicTest(
                "everybody in its row calls",
                () -> assertThat(own.keySet())
                        .containsExactlyInAnyOrderElementsOf(
                                table.get(operation.id()).actors())));
        own.forEach((actor, call) -> tests.add(DynamicTest.dynamicTest(actor.name(), () -> {
            OwnersCall owners = call.get();
            made.add(owners);
            new Try(operation, table.get(operation.id()), actor, owners).walk();
        })));
        tests.add(DynamicTest.dynamicTest("every id in it is tried with another's", () -> {
            for (String field : operation.idsInQueryAndBody()) {
                boolean isTried = free.getOrDefault(operation.id(), Set.of()).contains(field)
                        || made.stream()
                                .anyMatch(call -> call.names(field)
                                        && call.foreign().stream()
                                                .anyMatch(foreign ->
                                                        foreign.field().equals(field)));
                assertThat(isTried).as(field + " of another party").isTrue();
            }
        }));
        return DynamicContainer.dynamicContainer(operation.id(), tests);
    }

    /// One owner's call of one operation.
    private final class Try {

        private final Contract.Operation operation;
        private final Row row;
        private final Actor actor;
        private final OwnersCall call;
        private final List<String> faults = new ArrayList<>();

        private Try(Contract.Operation operation, Row row, Actor actor, OwnersCall call) {
            this.operation = operation;
            this.row = row;
            this.actor = actor;
            this.call = call;
        }

        private void walk() {
            assertThat(api.contract().find(call.method(), call.pathOnly()).map(Contract.Operation::id))
                    .as("the operation that " + call + " calls")
                    .contains(operation.id());
            if (actor == Actor.PUBLIC) {
                expectSuccess(api.anonymous());
                assertThat(faults).isEmpty();
                return;
            }
            expect("anonymous", api.anonymous(), UNAUTHENTICATED);
            Tokens.get()
                    .invalid(call.owner())
                    .forEach((what, token) ->
                            expect(what, api.withHeader("Authorization", "Bearer " + token), UNAUTHENTICATED));
            if (!row.everybody() || !call.shown().isEmpty()) {
                withoutTheRole();
                ofAnotherParty();
            }
            expectSuccess(api.as(call.owner()));
            assertThat(faults).as(operation.id() + " as " + actor).isEmpty();
        }

        /// Every role that the row does not name, and those that it names for things of other kinds of parties: all of
        /// them with the owner's parties, and none of them the owner's role.
        private void withoutTheRole() {
            Caller owner = call.owner();
            for (Role role : Role.values()) {
                Caller intruder = new Caller("intruder", "intruder", Set.of(role), owner.parties());
                if (!row.names(role)) {
                    expect(role.claim() + " with the owner's parties", api.as(intruder), missingRole());
                } else if (row.own().contains(Actor.of(role)) && !isOwnerToo(role, owner) && !call.isForThemselves()) {
                    expectNothing(role.claim() + " with the owner's parties", api.as(intruder));
                    expectNothing(role.claim() + " with the owner's ids", api.as(namesake(role, owner)));
                }
            }
            Caller nobody = new Caller("intruder", "intruder", Set.of(), owner.parties());
            expect("no role, with the owner's parties", api.as(nobody), missingRole());
        }

        private static boolean isOwnerToo(Role role, Caller owner) {
            return owner.has(role)
                    || owner.parties().stream().anyMatch(party -> party.kind().equals(role.claim()));
        }

        /// Somebody of another kind, whose parties happen to have the ids of the owner's.
        private static Caller namesake(Role role, Caller owner) {
            return new Caller(
                    "namesake",
                    "namesake",
                    Set.of(role),
                    owner.parties().stream()
                            .map(party -> new Party(role.claim(), party.id()))
                            .collect(Collectors.toUnmodifiableSet()));
        }

        private Set<Integer> missingRole() {
            if (row.everybody()) {
                return Set.of(200, 403);
            }
            return row.own().contains(Actor.SELF) ? REFUSED : Set.of(403);
        }

        private void ofAnotherParty() {
            if (!row.own().contains(actor)) {
                return;
            }
            call.foreign().forEach(this::withAnothersId);
            if (call.isForThemselves()) {
                return;
            }
            expectNothing("another " + actor, api.as(call.other()));
            call.detour()
                    .ifPresent(through -> expectNothing(
                            "another " + actor + " through its own", call.sentBy(api.as(call.other()), through)));
            if (call.hasIdInPath() && call.shown().isEmpty()) {
                Answer others = call.sentBy(api.as(call.other()));
                Answer nothing = call.sentAboutNothingBy(api.as(call.owner()));
                if (others.status() != nothing.status() || !others.code().equals(nothing.code())) {
                    faults.add("another's thing is answered %d %s, one that does not exist %d %s"
                            .formatted(others.status(), others.code(), nothing.status(), nothing.code()));
                }
            }
        }

        private void withAnothersId(OwnersCall.Foreign foreign) {
            Answer answer = call.sentWith(foreign, api.as(call.owner()));
            record("owner with another's " + foreign.field(), answer.status());
            String itsThing = foreign.itsThing();
            boolean isKept = itsThing == null
                    ? isRefusal(answer)
                    : isRefusal(answer)
                            || (answer.status() < 300 && !answer.body().contains(itsThing));
            if (!isKept) {
                faults.add("another's %s in %s was answered %d %s"
                        .formatted(foreign.field(), call, answer.status(), answer.body()));
            }
        }

        private void expect(String who, ApiClient client, Set<Integer> statuses) {
            Answer answer = call.sentBy(client);
            record(who, answer.status());
            if (!statuses.contains(answer.status()) || shows(answer)) {
                faults.add("%s: %d %s, expected %s".formatted(who, answer.status(), answer.body(), statuses));
            }
        }

        /// Refused, or a list without the owner's things.
        private void expectNothing(String who, ApiClient client) {
            expectNothing(who, call.sentBy(client));
        }

        private void expectNothing(String who, Answer answer) {
            record(who, answer.status());
            boolean isEmpty = !call.shown().isEmpty() && answer.status() < 300 && !shows(answer);
            if (!isEmpty && !isRefusal(answer)) {
                faults.add("%s: %d %s, expected a refusal".formatted(who, answer.status(), answer.body()));
            }
        }

        private void expectSuccess(ApiClient client) {
            Answer answer = call.sentBy(client);
            record("owner", answer.status());
            if (answer.status() >= 300) {
                faults.add("the owner's own call: %d %s".formatted(answer.status(), answer.body()));
            }
            call.shown().stream()
                    .filter(text -> !answer.body().contains(text))
                    .forEach(text -> faults.add("the owner does not see " + text + " in " + answer.body()));
        }

        private boolean shows(Answer answer) {
            return call.shown().stream().anyMatch(answer.body()::contains);
        }

        /// A body that names what is another's is refused like one that names what does not exist; a caller without any
        /// party of the role's must say for whom.
        private static boolean isRefusal(Answer answer) {
            return REFUSED.contains(answer.status())
                    || (answer.status() == 422 && answer.code().matches(".*_(unknown|required|not_yours)"));
        }

        private void record(String who, int status) {
            ContractCoverage.recordCaller(api.service(), operation.id(), actor + " " + who, status);
        }
    }

    /// Which roles of a row no walk has seen to succeed, as `operation ROLE`.
    public static Set<String> unseen(String service) {
        AccessTable table = AccessTable.of(service);
        Set<String> seen = ContractCoverage.successfulOwners(service);
        Set<String> unseen = new TreeSet<>();
        for (Contract.Operation operation : Contract.of(service).operations()) {
            for (Actor actor : table.get(operation.id()).actors()) {
                String owner = operation.id() + " " + actor;
                if (!seen.contains(owner)) {
                    unseen.add(owner);
                }
            }
        }
        return unseen;
    }
}
