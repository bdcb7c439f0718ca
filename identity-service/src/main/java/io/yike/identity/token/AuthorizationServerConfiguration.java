package io.yike.identity.token;

import static org.springframework.security.config.Customizer.withDefaults;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import io.yike.identity.IdentityProperties;
import io.yike.identity.secret.SecretHashes;
import io.yike.identity.user.LoginAttempts;
import io.yike.identity.user.Users;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import org.springframework.boot.session.autoconfigure.DefaultCookieSerializerCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.OAuth2AuthorizationServerConfiguration;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;
import org.springframework.security.oauth2.server.authorization.JdbcOAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.resource.web.BearerTokenAuthenticationEntryPoint;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.AndRequestMatcher;
import org.springframework.security.web.util.matcher.MediaTypeRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/// Three filter chains share this service: the protocol's endpoints and the login page (here), and service-kit's for
/// everything else.
@Configuration(proxyBeanMethods = false)
class AuthorizationServerConfiguration {

    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    SecurityFilterChain protocolChain(HttpSecurity http, JWKSource<SecurityContext> keys) {
        http.oauth2AuthorizationServer(server -> {
                    http.securityMatcher(server.getEndpointsMatcher());
                    server.oidc(withDefaults());
                })
                .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                .oauth2ResourceServer(resources -> resources.jwt(
                        // Our own keys, without asking ourselves over HTTP.
                        jwt -> jwt.decoder(OAuth2AuthorizationServerConfiguration.jwtDecoder(keys))))
                .exceptionHandling(exceptions -> exceptions.authenticationEntryPoint(whoeverSaysNotWhoTheyAre()));
        return http.build();
    }

    /// People are asked to log in where they are expected. Programs are told what is missing, whatever they accept.
    private static AuthenticationEntryPoint whoeverSaysNotWhoTheyAre() {
        PathPatternRequestMatcher.Builder paths = PathPatternRequestMatcher.withDefaults();
        RequestMatcher people = new AndRequestMatcher(
                paths.matcher("/oauth2/authorize"), new MediaTypeRequestMatcher(MediaType.TEXT_HTML));
        RequestMatcher clients = new OrRequestMatcher(
                paths.matcher("/oauth2/token"), paths.matcher("/oauth2/introspect"), paths.matcher("/oauth2/revoke"));
        AuthenticationEntryPoint login = new LoginUrlAuthenticationEntryPoint("/login");
        AuthenticationEntryPoint token = new BearerTokenAuthenticationEntryPoint();
        return (request, response, failure) -> {
            if (people.matches(request)) {
                login.commence(request, response, failure);
            } else if (clients.matches(request)) {
                sayThatThereIsNoClient(response);
            } else {
                token.commence(request, response, failure);
            }
        };
    }

    /// RFC 6749, section 5.2.
    private static void sayThatThereIsNoClient(HttpServletResponse response) throws IOException {
        response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.getWriter().write("{\"error\":\"invalid_client\"}");
    }

    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE + 1)
    SecurityFilterChain loginChain(
            HttpSecurity http, Users users, LoginAttempts attempts, SecretHashes hashes, Clock clock) {
        http.securityMatcher("/login", "/logout", "/default-ui.css")
                .authenticationProvider(new PasswordLogin(users, attempts, hashes, clock))
                .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                .formLogin(withDefaults())
                .logout(withDefaults());
        return http.build();
    }

    /// No parameter of a form has U+0000, which the database does not take as text. In queries service-kit refuses it.
    @Bean
    HttpFirewall wellFormedForms() {
        StrictHttpFirewall firewall = new StrictHttpFirewall();
        firewall.setAllowedParameterValues(value -> value.indexOf('\0') < 0);
        return firewall;
    }

    /// The cookie is the session's name as it stands: decoded, it could hold what the database does not take as text.
    @Bean
    DefaultCookieSerializerCustomizer plainCookies() {
        return cookies -> cookies.setUseBase64Encoding(false);
    }

    @Bean
    AuthorizationServerSettings authorizationServerSettings(IdentityProperties properties) {
        return AuthorizationServerSettings.builder()
                .issuer(properties.issuer().toString())
                .build();
    }

    @Bean
    JwtEncoder jwtEncoder(JWKSource<SecurityContext> source, SigningKeys keys) {
        NimbusJwtEncoder encoder = new NimbusJwtEncoder(source);
        encoder.setJwkSelector(keys::signing);
        return encoder;
    }

    @Bean
    OAuth2AuthorizationService authorizations(
            JdbcOperations jdbc, RegisteredClientRepository clients, JWKSource<SecurityContext> keys) {
        return new UserAuthorizations(
                new JdbcOAuth2AuthorizationService(jdbc, clients),
                clients,
                OAuth2AuthorizationServerConfiguration.jwtDecoder(keys));
    }
}
