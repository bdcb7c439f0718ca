package io.yike.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.yike.kit.testing.ApiClient;
import io.yike.kit.testing.ServiceTest;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

/// The protocol's own endpoints and the login page, asked by whoever means no good.
@ServiceTest
@TestPropertySource(
        properties = {"YIKE_BOOTSTRAP_OPERATOR_SECRET=operator-secret", "YIKE_SERVICE_CLIENT_SECRET=service-secret"})
class HostileSignInIT {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @Autowired
    private ApiClient api;

    @ParameterizedTest
    @CsvSource({
        "/oauth2/token, grant_type=client_credentials&client_id=%00&client_secret=x, 400",
        "/oauth2/token, grant_type=authorization_code&client_id=%00&code=x&code_verifier=x, 400",
        "/oauth2/token, grant_type=client_credentials&client_id=nobody&client_secret=%00, 400",
        "/oauth2/token, grant_type=client_credentials&client_id=a&client_id=b&client_secret=x, 400",
        "/oauth2/revoke, token=%00, 400",
        "/oauth2/introspect, token=%00, 400"
    })
    void refusesAFormThatNobodyCanRead(String path, String form, int status) throws Exception {
        HttpResponse<String> answer = post(path, form, null);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    }

    /// Whatever it accepts: a program is not sent to the login page.
    @ParameterizedTest
    @ValueSource(strings = {"/oauth2/token", "/oauth2/introspect", "/oauth2/revoke"})
    void tellsAProgramThatSaysNotWhoItIsThatItIsNoClient(String path) throws Exception {
        HttpResponse<String> answer = post(path, "grant_type=client_credentials&token=x", null);

        assertThat(answer.statusCode()).as(OAuthClient.location(answer)).isEqualTo(401);
        assertThat(answer.body()).isEqualTo("{\"error\":\"invalid_client\"}");
    }

    @ParameterizedTest
    @CsvSource({
        "grant_type=refresh_token&refresh_token=%00, 400",
        "grant_type=authorization_code&code=%00&redirect_uri=x&code_verifier=x, 400",
        "grant_type=authorization_code&code=nobodys&redirect_uri=x&code_verifier=x, 400",
        "grant_type=password&username=a&password=b, 400",
        "grant_type=client_credentials&scope=everything, 400",
        "scope=openid, 400"
    })
    void refusesAClientThatAsksForNothingThereIs(String form, int status) throws Exception {
        HttpResponse<String> answer = post("/oauth2/token", form, basic("operator:operator-secret"));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\u0000:b", "a%00:b", ":", "operator", "operator:", "\u0000"})
    void takesNobodyForAClientThatIsNone(String credentials) throws Exception {
        HttpResponse<String> answer = post("/oauth2/token", "grant_type=client_credentials", basic(credentials));

        assertThat(answer.statusCode()).as(answer.body()).isIn(400, 401);
        assertThat(answer.body()).containsAnyOf("invalid_client", "invalid_request");
    }

    @Test
    void logsNobodyInUnderANameThatNobodyCanHave() {
        HttpResponse<String> answer = new OAuthClient(api.base()).submitLogin("a\u0000b", "c");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    }

    /// The name of a session is looked up in the database.
    @ParameterizedTest
    @ValueSource(strings = {"AAAA", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "!", "////", "''"})
    void showsTheLoginPageToWhomeverHasACookieOfNoSession(String cookie) throws Exception {
        HttpResponse<String> page = send(request("/login").header("Cookie", "YIKE_LOGIN=" + cookie));

        assertThat(page.statusCode()).as(page.body()).isEqualTo(200);
        assertThat(page.body()).contains("_csrf");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://thief.example/", "", "javascript:alert(1)", "https://console.example.com/callback/"})
    void sendsNobodyToAnAddressThatTheClientHasNotNamed(String redirect) throws Exception {
        Identity.Client console = new Identity(api).console();

        HttpResponse<String> answer =
                send(request("/oauth2/authorize?response_type=code&client_id=" + console.id() + "&scope=openid"
                        + "&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&code_challenge_method=S256"
                        + "&redirect_uri=" + redirect));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(OAuthClient.location(answer)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"*/*", "application/json", "text/plain"})
    void tellsAProgramWithoutATokenThatItNeedsOne(String accept) throws Exception {
        HttpResponse<String> answer = send(request("/userinfo").header("Accept", accept));

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate"))
                .hasValueSatisfying(scheme -> assertThat(scheme).startsWith("Bearer"));
    }

    @Test
    void givesNoTokenForAStateOrAChallengeOfAnyLength() throws Exception {
        Identity.Client console = new Identity(api).console();

        HttpResponse<String> answer = send(request("/oauth2/authorize?response_type=code&client_id=" + console.id()
                + "&scope=openid&redirect_uri=" + OAuthClient.REDIRECT + "&code_challenge="
                + "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&code_challenge_method=plain&state="
                + UUID.randomUUID().toString().repeat(100)));

        assertThat(answer.statusCode()).as(answer.body()).isBetween(300, 499);
        assertThat(OAuthClient.location(answer)).doesNotContain("code=");
    }

    private HttpResponse<String> post(String path, String form, @Nullable String authorization)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = request(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form));
        return send(authorization == null ? request : request.header("Authorization", authorization));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(api.base().resolve(path));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static String basic(String credentials) {
        return "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
    }
}
