package io.yike.kit.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.yike.kit.problem.ProblemException;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.jwt.Jwt;

class CallerTest {

    private static final UUID STORE = UUID.randomUUID();

    private final Caller caller =
            new Caller("someone", "till-1", Set.of(Role.STORE), Set.of(new Party("store", STORE.toString())));

    @Test
    void isTheStoreItActsForAndNoOther() {
        assertThat(caller.is("store", STORE)).isTrue();
        assertThat(caller.is("store", UUID.randomUUID())).isFalse();
        assertThat(caller.is("platform", STORE)).isFalse();
        assertThat(caller.idsOf("store")).containsExactly(STORE.toString());
    }

    @Test
    void isNoPlatformAsItsAgentAndAResidentBesides() {
        UUID platform = UUID.randomUUID();
        Party party = new Party("platform", platform.toString());
        Caller agent = new Caller("someone", "desk", Set.of(Role.AGENT, Role.RESIDENT), Set.of(party));

        assertThat(agent.is("platform", platform)).isTrue();
        assertThat(agent.is(Role.PLATFORM, platform)).isFalse();
        assertThat(agent.actsAs(party)).isFalse();
        assertThat(agent.idsOf(Role.PLATFORM)).isEmpty();
        assertThat(caller.is(Role.STORE, STORE)).isTrue();
        assertThat(caller.actsAs(new Party("store", STORE.toString()))).isTrue();
        assertThat(caller.idsOf(Role.STORE)).containsExactly(STORE.toString());
    }

    @Test
    void passesWithAnyOfTheRoles() {
        assertThatCode(() -> caller.require(Role.OPERATOR, Role.STORE)).doesNotThrowAnyException();
    }

    @Test
    void isForbiddenWithoutTheRole() {
        assertThatThrownBy(() -> caller.require(Role.OPERATOR))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refused -> assertThat(refused.problem().status()).isEqualTo(403));
    }

    @Test
    void isReadFromItsToken() {
        Jwt token = token().claim("client_id", "till-1")
                .claim("roles", List.of("store", "astronaut", 7))
                .claim("parties", List.of("store:" + STORE, "nonsense", ":", "store:"))
                .build();

        assertThat(Callers.of(token)).isEqualTo(caller);
    }

    @Test
    void isNobodyInParticularWithoutClaims() {
        Caller bare = Callers.of(token().claim("roles", "operator").build());

        assertThat(bare).isEqualTo(new Caller("someone", "someone", Set.of(), Set.of()));
    }

    private static Jwt.Builder token() {
        return Jwt.withTokenValue("t").header("alg", "none").subject("someone");
    }
}
