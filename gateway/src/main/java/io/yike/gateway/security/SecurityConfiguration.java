package io.yike.gateway.security;

import com.nimbusds.jose.jwk.JWKSet;
import io.yike.gateway.GatewayProperties;
import io.yike.gateway.problem.Problem;
import io.yike.gateway.problem.ProblemWriter;
import io.yike.gateway.routing.RateLimit;
import java.net.URI;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusReactiveJwtDecoder;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import org.springframework.security.oauth2.server.resource.authentication.ReactiveJwtAuthenticationConverter;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.security.web.server.ServerAuthenticationEntryPoint;
import org.springframework.security.web.server.firewall.ServerExchangeRejectedHandler;
import org.springframework.security.web.server.header.ServerHttpHeadersWriter;
import org.springframework.security.web.server.util.matcher.PathPatternParserServerWebExchangeMatcher;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;

/// A token that is sent must be valid; whether one is needed is the route's to say, so that an unknown path is 404
/// for everybody. Metrics are the operator's.
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

    /// What a page from here may load: nothing from elsewhere. No `form-action`: a login ends with a redirect to the
    /// client's page, which browsers count as the form's target.
    private static final String CONTENT_SECURITY_POLICY = "default-src 'self'; style-src 'self' 'unsafe-inline'; "
            + "img-src 'self' data:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'";

    @Bean
    SecurityWebFilterChain securityChain(
            ServerHttpSecurity http, ProblemWriter problems, RateLimit rateLimit, GatewayProperties properties) {
        ServerAuthenticationEntryPoint refuse = (exchange, failure) -> failure instanceof AuthenticationServiceException
                ? Mono.error(failure)
                : rateLimit
                        .admitAnonymous(exchange)
                        .then(Mono.defer(() -> problems.write(exchange, Problem.unauthenticated())));
        return http.csrf(ServerHttpSecurity.CsrfSpec::disable)
                .httpBasic(ServerHttpSecurity.HttpBasicSpec::disable)
                .formLogin(ServerHttpSecurity.FormLoginSpec::disable)
                .logout(ServerHttpSecurity.LogoutSpec::disable)
                .authorizeExchange(exchanges -> exchanges
                        .matchers(new PathPatternParserServerWebExchangeMatcher("/actuator/prometheus"))
                        .hasRole("operator")
                        .anyExchange()
                        .permitAll())
                .exceptionHandling(exceptions -> exceptions
                        .authenticationEntryPoint(refuse)
                        .accessDeniedHandler((exchange, _) -> problems.write(exchange, Problem.forbidden())))
                .oauth2ResourceServer(resources ->
                        resources.authenticationEntryPoint(refuse).jwt(jwt -> jwt.jwtAuthenticationConverter(roles())))
                .headers(headers -> headers.contentSecurityPolicy(
                                policy -> policy.policyDirectives(CONTENT_SECURITY_POLICY))
                        .referrerPolicy(Customizer.withDefaults())
                        .writer(whatOnlyWeSay(properties)))
                .build();
    }

    /// What the firewall refuses, as paths with `;` or an encoded `%`, has an answer like everything else.
    @Bean
    ServerExchangeRejectedHandler malformedRequests(ProblemWriter problems) {
        return (exchange, _) -> problems.write(exchange, Problem.malformed(400));
    }

    /// Whoever reaches us by https stays with it, also where a proxy before us ends it; and nobody is told which server
    /// of ours answered.
    private static ServerHttpHeadersWriter whatOnlyWeSay(GatewayProperties properties) {
        boolean isSecure = "https".equals(properties.issuer().getScheme());
        return exchange -> Mono.fromRunnable(() -> {
            HttpHeaders headers = exchange.getResponse().getHeaders();
            headers.remove(HttpHeaders.SERVER);
            headers.remove("X-Powered-By");
            if (isSecure) {
                headers.set("Strict-Transport-Security", "max-age=31536000; includeSubDomains");
            }
        });
    }

    private static ReactiveJwtAuthenticationConverter roles() {
        ReactiveJwtAuthenticationConverter converter = new ReactiveJwtAuthenticationConverter();
        converter.setJwtGrantedAuthoritiesConverter(
                token -> Flux.fromIterable(claim(token)).map(role -> new SimpleGrantedAuthority("ROLE_" + role)));
        return converter;
    }

    private static List<String> claim(Jwt token) {
        List<String> roles = token.getClaimAsStringList("roles");
        return roles == null ? List.of() : roles;
    }

    /// Asks the issuer for its keys when the first token comes, and again for a key it does not know.
    @Bean
    ReactiveJwtDecoder jwtDecoder(GatewayProperties properties, Clock clock) {
        IssuerKeys keys = new IssuerKeys(askFor(properties.jwkSetUri()), properties.askForKeysEvery(), clock);
        NimbusReactiveJwtDecoder decoder =
                NimbusReactiveJwtDecoder.withJwkSource(keys::of).build();
        decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<>(List.of(
                JwtValidators.createDefaultWithIssuer(properties.issuer().toString()),
                new JwtClaimValidator<List<String>>(
                        JwtClaimNames.AUD, audience -> audience != null && audience.contains(properties.audience())))));
        // That the keys cannot be had is nothing the token is to blame for; as it comes, it would be a 500.
        return new RememberedTokens(
                token -> decoder.decode(token)
                        .onErrorMap(
                                IllegalStateException.class,
                                away -> new JwtException("The keys of the issuer cannot be had", away)),
                new JwtTimestampValidator());
    }

    private static Mono<JWKSet> askFor(URI keys) {
        HttpClient impatient = HttpClient.create().responseTimeout(Duration.ofSeconds(3));
        return WebClient.builder()
                .clientConnector(new ReactorClientHttpConnector(impatient))
                .build()
                .get()
                .uri(keys)
                .retrieve()
                .bodyToMono(String.class)
                .map(SecurityConfiguration::parsed);
    }

    private static JWKSet parsed(String keys) {
        try {
            return JWKSet.parse(keys);
        } catch (ParseException none) {
            throw new IllegalStateException("The issuer answers with something else than keys", none);
        }
    }
}
