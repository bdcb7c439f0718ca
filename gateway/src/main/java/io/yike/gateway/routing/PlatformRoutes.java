package io.yike.gateway.routing;

import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.HEAD;
import static org.springframework.http.HttpMethod.POST;

import io.yike.gateway.GatewayProperties;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.cloud.gateway.filter.factory.RetryGatewayFilterFactory;
import org.springframework.cloud.gateway.filter.factory.RetryGatewayFilterFactory.RetryConfig;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.cloud.gateway.route.RouteLocator;
import org.springframework.cloud.gateway.route.builder.BooleanSpec;
import org.springframework.cloud.gateway.route.builder.Buildable;
import org.springframework.cloud.gateway.route.builder.PredicateSpec;
import org.springframework.cloud.gateway.route.builder.RouteLocatorBuilder;
import org.springframework.cloud.gateway.support.RouteMetadataUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.util.unit.DataSize;

/// Every path that is open to the outside, first match wins. What is not here is 404: also what services ask of
/// one another (`POST /v1/serviceability`, `GET /v1/orders/{id}/recipient`).
@Configuration(proxyBeanMethods = false)
class PlatformRoutes {

    private static final String ORDERS = "order-service";
    private static final String STORES = "store-service";
    private static final String DISPATCH = "dispatch-service";
    private static final String IDENTITY = "identity-service";
    private static final String WEBHOOKS = "webhook-service";
    private static final String RECYCLING = "recycling-service";
    private static final String BOOKINGS = "booking-service";

    private static final String EVENT_STREAM = ".*text/event-stream.*";

    private final RateLimit rateLimit;
    private final RememberRefusal rememberRefusal;
    private final RetryGatewayFilterFactory withoutKeeping;
    private final GatewayProperties.Limits limits;

    PlatformRoutes(
            RateLimit rateLimit,
            RememberRefusal rememberRefusal,
            RetryGatewayFilterFactory withoutKeeping,
            GatewayProperties properties) {
        this.rateLimit = rateLimit;
        this.rememberRefusal = rememberRefusal;
        this.withoutKeeping = withoutKeeping;
        this.limits = properties.limits();
    }

    private enum Access {
        PUBLIC,
        WITH_TOKEN
    }

    /// @param time until the answer begins; what follows may take as long as it likes
    /// @param breaker its name; routes share one only where they fail alike. Null for streams, which would hold
    ///     the
    ///     trial calls of a half-open breaker for hours
    private record Plan(
            String id,
            String service,
            Access access,
            DataSize body,
            Duration time,
            @Nullable String breaker,
            Function<PredicateSpec, BooleanSpec> matches) {}

    @Bean
    RouteLocator routes(RouteLocatorBuilder builder) {
        RouteLocatorBuilder.Builder routes = builder.routes();
        add(
                routes,
                plain(
                        "sign-in",
                        IDENTITY,
                        Access.PUBLIC,
                        paths(
                                "/oauth2/**",
                                "/.well-known/**",
                                "/login",
                                "/logout",
                                "/default-ui.css",
                                "/userinfo",
                                "/connect/logout")));
        add(
                routes,
                plain(
                        "identity",
                        IDENTITY,
                        Access.WITH_TOKEN,
                        paths("/v1/organisations/**", "/v1/clients/**", "/v1/users/**", "/v1/memberships/**")));

        add(routes, stream("order-events", ORDERS, "/v1/orders/*/events"));
        add(
                routes,
                plain(
                        "orders",
                        ORDERS,
                        Access.WITH_TOKEN,
                        predicate -> predicate
                                .path(
                                        "/v1/quotes/**",
                                        "/v1/orders/**",
                                        "/v1/settlements/**",
                                        "/v1/erasures/**",
                                        "/v1/recipient-readings/**")
                                .and()
                                .not(internal -> internal.path("/v1/orders/*/recipient"))));

        add(routes, upload("item-import", STORES, "/v1/stores/*/imports", limits.bulk()));
        add(routes, stream("store-offer-stream", STORES, "/v1/stores/*/offers/**"));
        add(routes, waiting("store-offers", STORES, "/v1/stores/*/offers"));
        add(
                routes,
                plain(
                        "stores",
                        STORES,
                        Access.WITH_TOKEN,
                        paths("/v1/stores/**", "/v1/offers/**", "/v1/routings/**", "/v1/unmet-demand/**")));

        add(routes, upload("photo-upload", DISPATCH, "/v1/deliveries/*/photos", limits.photo()));
        add(
                routes,
                plain(
                        "photo-links",
                        DISPATCH,
                        Access.PUBLIC,
                        predicate -> predicate
                                .path("/v1/deliveries/*/photos/*/content")
                                .and()
                                .method(GET, HEAD)));
        add(routes, waiting("courier-offers", DISPATCH, "/v1/courier-offers", "/v1/couriers/*/next-task"));
        add(
                routes,
                plain(
                        "dispatch",
                        DISPATCH,
                        Access.WITH_TOKEN,
                        paths(
                                "/v1/couriers/**",
                                "/v1/courier-offers/**",
                                "/v1/deliveries/**",
                                "/v1/incidents/**",
                                "/v1/supply/**")));

        // What every service answers to its operator, under its own name.
        for (String service : List.of(IDENTITY, ORDERS, STORES, DISPATCH, WEBHOOKS, BOOKINGS, RECYCLING)) {
            add(
                    routes,
                    plain("operate-" + service, service, Access.WITH_TOKEN, paths("/v1/services/" + service + "/**")));
        }

        add(routes, upload("device-readings", RECYCLING, "/v1/devices/*/readings", limits.readings()));
        add(
                routes,
                plain(
                        "recycling",
                        RECYCLING,
                        Access.WITH_TOKEN,
                        paths(
                                "/v1/recycling-points/**",
                                "/v1/devices/**",
                                "/v1/alarms/**",
                                "/v1/refused-telemetry/**",
                                "/v1/drop-offs/**",
                                "/v1/city-figures",
                                "/v1/custody-entries",
                                "/v1/collection-jobs/**",
                                "/v1/crews/**",
                                "/v1/plants/**",
                                "/v1/route-plans",
                                "/v1/stops/**",
                                "/v1/pickup-items/**",
                                "/v1/pickup-slots/**",
                                "/v1/pickup-quotes",
                                "/v1/pickups/**",
                                "/v1/weigh-ins/**",
                                "/v1/residents/*/credit/**",
                                "/v1/material-prices/**")));

        add(routes, plain("open-data", RECYCLING, Access.PUBLIC, paths("/v1/open-data/**")));

        add(routes, waiting("event-feed", WEBHOOKS, "/v1/events"));
        add(
                routes,
                plain(
                        "webhooks",
                        WEBHOOKS,
                        Access.WITH_TOKEN,
                        paths(
                                "/v1/events/**",
                                "/v1/event-types/**",
                                "/v1/webhook-endpoints/**",
                                "/v1/webhook-deliveries/**")));
        add(
                routes,
                plain(
                        "bookings",
                        BOOKINGS,
                        Access.WITH_TOKEN,
                        paths(
                                "/v1/facilities/**",
                                "/v1/resources/**",
                                "/v1/units/**",
                                "/v1/bookings/**",
                                "/v1/booking-series/**",
                                "/v1/waiting-list/**",
                                "/v1/calendars/**",
                                "/v1/cells/**",
                                "/v1/cell-holds/**",
                                "/v1/parcels/**")));
        // A link to a calendar is its own permission: programs that read calendars have no token.
        add(routes, plain("calendar-feeds", BOOKINGS, Access.PUBLIC, paths("/v1/calendar-feeds/*")));
        return routes.build();
    }

    private static Function<PredicateSpec, BooleanSpec> paths(String... patterns) {
        return predicate -> predicate.path(patterns);
    }

    private Plan plain(String id, String service, Access access, Function<PredicateSpec, BooleanSpec> matches) {
        return new Plan(id, service, access, limits.body(), limits.time(), service, matches);
    }

    /// A live stream (server-sent events): passes unbuffered, for as long as both sides like.
    private Plan stream(String id, String service, String path) {
        return new Plan(
                id,
                service,
                Access.WITH_TOKEN,
                limits.body(),
                limits.time(),
                null,
                predicate -> predicate.path(path).and().method(GET).and().header("Accept", EVENT_STREAM));
    }

    /// A client may ask to wait for news; such calls have a breaker of their own, whose trials they may hold.
    private Plan waiting(String id, String service, String... paths) {
        return new Plan(
                id,
                service,
                Access.WITH_TOKEN,
                limits.body(),
                limits.waitingTime(),
                id,
                predicate -> predicate.path(paths).and().method(GET));
    }

    private Plan upload(String id, String service, String path, DataSize body) {
        return new Plan(
                id,
                service,
                Access.WITH_TOKEN,
                body,
                limits.uploadTime(),
                id,
                predicate -> predicate.path(path).and().method(POST));
    }

    private void add(RouteLocatorBuilder.Builder routes, Plan plan) {
        routes.route(plan.id(), predicate -> route(plan, predicate));
    }

    private Buildable<Route> route(Plan plan, PredicateSpec predicate) {
        return plan.matches()
                .apply(predicate)
                .filters(filters -> {
                    filters.filter(rateLimit);
                    if (plan.access() == Access.WITH_TOKEN) {
                        filters.filter(new TokenRequired());
                    }
                    String name = plan.breaker();
                    if (name != null) {
                        filters.circuitBreaker(breaker -> breaker.setName(name));
                    }
                    // Asking again is harmless; a connection that was refused carried nothing, whatever the method. The
                    // body of another attempt is kept in memory unless it is long, which passes but once.
                    if (isKept(plan.body())) {
                        filters.retry(retry -> attempts(retry.setMethods(GET, HEAD), IOException.class));
                        filters.retry(retry -> attempts(retry.allMethods(), ConnectException.class));
                    } else {
                        filters.filter(
                                withoutKeeping.apply(attempts(new RetryConfig().allMethods(), ConnectException.class)));
                    }
                    return filters.filter(rememberRefusal);
                })
                .metadata(BodyLimit.BYTES, plan.body().toBytes())
                .metadata(RememberRefusal.BODY_IS_KEPT, isKept(plan.body()))
                .metadata(
                        RouteMetadataUtils.RESPONSE_TIMEOUT_ATTR,
                        Math.toIntExact(plan.time().toMillis()))
                .uri("lb://" + plan.service());
    }

    private boolean isKept(DataSize body) {
        return body.compareTo(limits.body()) <= 0;
    }

    /// Two further attempts, after this failure only: what a service answers is never asked for again.
    @SuppressWarnings("unchecked")
    private static RetryConfig attempts(RetryConfig retry, Class<? extends IOException> failure) {
        return retry.setRetries(2).setSeries().setStatuses(new HttpStatus[0]).setExceptions(failure);
    }
}
