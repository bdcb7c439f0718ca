package io.yike.kit.security;

import com.github.benmanes.caffeine.cache.Ticker;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import io.micrometer.common.KeyValue;
import io.micrometer.observation.ObservationFilter;
import io.yike.kit.problem.Problems;
import jakarta.servlet.http.HttpServletRequest;
import java.net.MalformedURLException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.server.PathContainer;
import org.springframework.http.server.observation.ServerRequestObservationContext;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationConverter;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AuthenticationEntryPointFailureHandler;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/// Every path needs a token, except probes, metrics, and what `yike.security.public-paths` names.
@AutoConfiguration(
        beforeName = {
            "org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration",
            "org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration",
            "org.springframework.boot.security.oauth2.server.resource.autoconfigure.OAuth2ResourceServerAutoConfiguration"
        },
        afterName = "io.yike.kit.problem.ProblemAutoConfiguration")
@EnableConfigurationProperties(SecurityProperties.class)
class CallerAutoConfiguration {

    private static final int CONNECT_MILLIS = 1000;

    private static final int READ_MILLIS = 3000;

    private static final long KEYS_OUTLIVE_AN_OUTAGE_OF = Duration.ofHours(12).toMillis();

    @Bean
    CurrentCaller currentCaller() {
        return new Callers();
    }

    /// Fetches the issuer's keys when the first token comes: no service needs another to start.
    @Bean
    @ConditionalOnMissingBean
    JwtDecoder jwtDecoder(SecurityProperties properties) throws MalformedURLException {
        JWKSource<SecurityContext> keys = JWKSourceBuilder.<SecurityContext>create(
                        properties.jwkSetUri().toURL(), new DefaultResourceRetriever(CONNECT_MILLIS, READ_MILLIS))
                .retrying(true)
                .outageTolerant(KEYS_OUTLIVE_AN_OUTAGE_OF)
                .build();
        NimbusJwtDecoder decoder = NimbusJwtDecoder.withJwkSource(keys)
                .jwsAlgorithms(algorithms -> {
                    algorithms.add(SignatureAlgorithm.RS256);
                    algorithms.add(SignatureAlgorithm.ES256);
                })
                .build();
        JwtTimestampValidator validInTime = new JwtTimestampValidator();
        decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<Jwt>(
                validInTime,
                new JwtIssuerValidator(properties.issuer()),
                new JwtClaimValidator<List<String>>(
                        "aud", audiences -> audiences != null && audiences.contains(properties.audience()))));
        return new RememberedTokens(decoder, validInTime, Ticker.systemTicker());
    }

    /// The last of the chains: a service may put its own before it.
    @Bean
    @Order(Ordered.LOWEST_PRECEDENCE - 10)
    SecurityFilterChain callers(HttpSecurity http, Problems problems, SecurityProperties properties) {
        ProblemEntryPoint refusals = new ProblemEntryPoint(problems);
        JwtAuthenticationConverter converter = new JwtAuthenticationConverter();
        converter.setJwtGrantedAuthoritiesConverter(Callers::authorities);
        return http.authorizeHttpRequests(paths -> paths.requestMatchers(
                                "/actuator/health/**", "/actuator/info", "/actuator/prometheus", "/error")
                        .permitAll()
                        .requestMatchers("/actuator/**")
                        .hasRole(Role.OPERATOR.name())
                        .requestMatchers(properties.publicPaths().toArray(String[]::new))
                        .permitAll()
                        .anyRequest()
                        .authenticated())
                .csrf(AbstractHttpConfigurer::disable)
                .formLogin(AbstractHttpConfigurer::disable)
                .httpBasic(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .anonymous(anonymous -> {})
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .oauth2ResourceServer(server -> server.jwt(jwt -> jwt.jwtAuthenticationConverter(converter))
                        .authenticationEntryPoint(refusals)
                        .accessDeniedHandler(refusals)
                        .withObjectPostProcessor(failuresAreRendered(refusals)))
                .exceptionHandling(
                        handling -> handling.authenticationEntryPoint(refusals).accessDeniedHandler(refusals))
                .build();
    }

    /// A public path may hold what opens it, as a link to a calendar does: of such a request, traces are told the
    /// operation only.
    @Bean
    ObservationFilter publicPathsAreNotTold(SecurityProperties properties) {
        List<PathPattern> open = properties.publicPaths().stream()
                .map(PathPatternParser.defaultInstance::parse)
                .toList();
        return context -> {
            if (context instanceof ServerRequestObservationContext observed && isOneOf(open, observed.getCarrier())) {
                KeyValue operation = context.getLowCardinalityKeyValue("uri");
                context.addHighCardinalityKeyValue(
                        KeyValue.of("http.url", operation == null ? "a public path" : operation.getValue()));
            }
            return context;
        };
    }

    private static boolean isOneOf(List<PathPattern> patterns, @Nullable HttpServletRequest request) {
        if (request == null) {
            return false;
        }
        PathContainer parsed = PathContainer.parsePath(request.getRequestURI());
        return patterns.stream().anyMatch(pattern -> pattern.matches(parsed));
    }

    /// By default the filter throws when the keys cannot be had, which would become a 500.
    private static ObjectPostProcessor<BearerTokenAuthenticationFilter> failuresAreRendered(
            ProblemEntryPoint refusals) {
        return new ObjectPostProcessor<>() {
            @Override
            public <O extends BearerTokenAuthenticationFilter> O postProcess(O filter) {
                AuthenticationEntryPointFailureHandler handler = new AuthenticationEntryPointFailureHandler(refusals);
                handler.setRethrowAuthenticationServiceException(false);
                filter.setAuthenticationFailureHandler(handler);
                return filter;
            }
        };
    }
}
