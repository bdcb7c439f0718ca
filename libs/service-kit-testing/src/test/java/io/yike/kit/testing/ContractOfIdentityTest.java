package io.yike.kit.testing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// The judge itself is judged: it must find what is wrong with an answer, not only agree with what is right.
class ContractOfIdentityTest {

    private final Contract contract = Contract.of("identity-service");
    private final Contract.Operation create =
            contract.find("POST", "/v1/organisations").orElseThrow();

    @Test
    void findsAnOperationByAPathWithIds() {
        assertThat(contract.find("GET", "/v1/clients/abc"))
                .hasValueSatisfying(found -> assertThat(found.id()).isEqualTo("getClient"));
        assertThat(contract.find("GET", "/v1/clients/abc/more")).isEmpty();
    }

    @Test
    void acceptsAProblemInTheCommonForm() {
        String problem = """
                {"type": "urn:yike:problem:forbidden", "title": "The role is missing", "status": 403, "code": "forbidden"}""";

        assertThat(create.faultsOf(403, "application/problem+json", problem)).isEmpty();
    }

    @Test
    void findsAProblemWithoutItsCode() {
        String problem = """
                {"type": "urn:yike:problem:forbidden", "title": "The role is missing", "status": 403}""";

        assertThat(create.faultsOf(403, "application/problem+json", problem))
                .singleElement()
                .asString()
                .contains("code");
    }

    @Test
    void findsAStatusThatIsNotDocumented() {
        assertThat(create.faultsOf(418, "application/problem+json", "{}"))
                .containsExactly("status 418 is not documented");
    }

    @Test
    void findsAWrongContentType() {
        assertThat(create.faultsOf(403, "text/html;charset=utf-8", "<p>"))
                .singleElement()
                .asString()
                .contains("text/html");
    }

    @Test
    void findsAFieldThatTheRequestMustNotHave() {
        assertThat(create.faultsOfRequest("{\"surelyUnknown\": 1}")).isNotEmpty();
        assertThat(create.faultsOfRequest("{")).singleElement().asString().startsWith("not JSON");
    }

    @Test
    void acceptsTheContractsOwnExample() {
        String example = create.exampleBody().orElseThrow().toString();

        assertThat(create.faultsOfRequest(example)).isEmpty();
    }

    @Test
    void knowsThatATokenIsNeeded() {
        assertThat(create.isSecured()).isTrue();
    }
}
