package io.yike.identity;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.ParseException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A program and a browser that speak OAuth with the service under test, over real HTTP. Each has cookies of its own.
final class OAuthClient {

    static final String REDIRECT = "https://console.example.com/callback";

    private static final String VERIFIER = "a-verifier-that-is-long-enough-for-the-protocol-0123456789";
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" type=\"hidden\" value=\"([^\"]+)\"");

    private final URI base;
    private final HttpClient http =
            HttpClient.newBuilder().cookieHandler(new CookieManager()).build();

    OAuthClient(URI base) {
        this.base = base;
    }

    /// Answer of the token endpoint.
    record TokenAnswer(int status, JsonNode body) {

        String error() {
            return body.path("error").asString("");
        }

        String token() {
            return body.path("access_token").asString("");
        }

        String refreshToken() {
            return body.path("refresh_token").asString("");
        }

        Map<String, Object> claims() throws ParseException {
            return com.nimbusds.jwt.SignedJWT.parse(token()).getJWTClaimsSet().getClaims();
        }

        List<?> claim(String name) throws ParseException {
            return (List<?>) claims().getOrDefault(name, List.of());
        }
    }

    TokenAnswer clientCredentials(String clientId, String secret) {
        return token(Map.of("grant_type", "client_credentials"), clientId, secret);
    }

    TokenAnswer refresh(String clientId, String secret, String refreshToken) {
        return token(Map.of("grant_type", "refresh_token", "refresh_token", refreshToken), clientId, secret);
    }

    /// Redeems a code as the program that asked for it.
    ///
    /// @param secret null for a public client
    TokenAnswer redeem(String clientId, @Nullable String secret, String code) {
        return redeem(clientId, secret, code, VERIFIER);
    }

    TokenAnswer redeem(String clientId, @Nullable String secret, String code, String verifier) {
        return token(
                Map.of(
                        "grant_type", "authorization_code",
                        "code", code,
                        "redirect_uri", REDIRECT,
                        "code_verifier", verifier,
                        "client_id", clientId),
                clientId,
                secret);
    }

    /// Goes the browser's way: asks for authorization, is sent to the login page, logs in, and comes back to the
    /// client.
    ///
    /// @return the code, or empty when the login page refused
    String login(String clientId, String username, String password) {
        HttpResponse<String> asked = get(authorize(clientId, true));
        if (!location(asked).endsWith("/login")) {
            throw new AssertionError("expected the login page, not " + asked.statusCode() + " " + location(asked));
        }
        HttpResponse<String> loggedIn = submitLogin(username, password);
        if (location(loggedIn).contains("/login")) {
            return "";
        }
        HttpResponse<String> back = get(base.resolve(pathOf(location(loggedIn))));
        return parameter(location(back), "code");
    }

    /// What the login page says after a refusal.
    String refusal(String username, String password) {
        submitLogin(username, password);
        return get(base.resolve("/login?error")).body();
    }

    HttpResponse<String> submitLogin(String username, String password) {
        Matcher csrf = CSRF.matcher(get(base.resolve("/login")).body());
        if (!csrf.find()) {
            throw new AssertionError("no login form");
        }
        return send(HttpRequest.newBuilder(base.resolve("/login"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form(Map.of(
                        "username", username, "password", password, "_csrf", Objects.requireNonNull(csrf.group(1))))))
                .build());
    }

    URI authorize(String clientId, boolean withChallenge) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("response_type", "code");
        parameters.put("client_id", clientId);
        parameters.put("redirect_uri", REDIRECT);
        parameters.put("scope", "openid profile");
        parameters.put("state", "some-state");
        if (withChallenge) {
            parameters.put("code_challenge", challenge());
            parameters.put("code_challenge_method", "S256");
        }
        return base.resolve("/oauth2/authorize?" + form(parameters));
    }

    /// The browser goes to where users log out.
    HttpResponse<String> logOut(String idToken, String wayBack) {
        return get(base.resolve(
                "/connect/logout?" + form(Map.of("id_token_hint", idToken, "post_logout_redirect_uri", wayBack))));
    }

    HttpResponse<String> get(URI uri) {
        return send(HttpRequest.newBuilder(uri).header("Accept", "text/html").build());
    }

    JsonNode userInfo(String token) {
        return JSON.readTree(askWhoItIs(token).body());
    }

    int userInfoStatus(String token) {
        return askWhoItIs(token).statusCode();
    }

    private HttpResponse<String> askWhoItIs(String token) {
        return send(HttpRequest.newBuilder(base.resolve("/userinfo"))
                .header("Authorization", "Bearer " + token)
                .build());
    }

    JsonNode json(String path) {
        return JSON.readTree(
                send(HttpRequest.newBuilder(base.resolve(path)).build()).body());
    }

    static String location(HttpResponse<?> response) {
        return response.headers().firstValue("Location").orElse("");
    }

    static String parameter(String uri, String name) {
        Matcher parameter = Pattern.compile("[?&]" + name + "=([^&]*)").matcher(uri);
        return parameter.find()
                ? URLDecoder.decode(Objects.requireNonNull(parameter.group(1)), StandardCharsets.UTF_8)
                : "";
    }

    JsonNode introspect(String clientId, String secret, String token) {
        return ask("/oauth2/introspect", Map.of("token", token), clientId, secret)
                .body();
    }

    private TokenAnswer token(Map<String, String> parameters, String clientId, @Nullable String secret) {
        return ask("/oauth2/token", parameters, clientId, secret);
    }

    private TokenAnswer ask(String path, Map<String, String> parameters, String clientId, @Nullable String secret) {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form(parameters)));
        if (secret != null) {
            request.header(
                    "Authorization",
                    "Basic "
                            + Base64.getEncoder()
                                    .encodeToString((clientId + ":" + secret).getBytes(StandardCharsets.UTF_8)));
        }
        HttpResponse<String> response = send(request.build());
        return new TokenAnswer(response.statusCode(), JSON.readTree(response.body()));
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String pathOf(String location) {
        URI uri = URI.create(location);
        return uri.getRawPath() + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
    }

    private static String form(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(parameter ->
                        parameter.getKey() + "=" + URLEncoder.encode(parameter.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private static String challenge() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(VERIFIER.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
