package io.yike.local.cli;

import io.yike.local.DemoCity;
import io.yike.local.StackAddresses;
import io.yike.local.engine.AmqpAddress;
import java.net.URI;
import java.util.Optional;
import java.util.stream.Collectors;

/// What a newcomer needs to try the running stack.
final class Announcement {

    /// For a stack without a city: it is answered, though nobody can serve it.
    static final DemoCity.SampleRequests ANY_BASKET = new DemoCity.SampleRequests("""
            {"fulfilment":"delivery","lines":[{"sku":"6901234567892","quantity":1,"unitPrice":{"amount":650,"currency":"CNY"}}],"destination":{"lat":31.2304,"lng":121.4737}}""".strip(), """
            {"fulfilment":"delivery","lines":[{"sku":"6901234567892","quantity":1,"unitPrice":{"amount":650,"currency":"CNY"}}],"destination":{"point":{"lat":31.2304,"lng":121.4737},"address":"88 Ninghai Road"},"recipient":{"name":"Lin","phone":"+8613800000000"},"payment":{"method":"cash"}}""".strip());

    private Announcement() {}

    /// @param bridge where a fleet bridge logs in, if that is known
    static String of(StackAddresses stack, Optional<AmqpAddress> bridge, DemoCity.SampleRequests samples) {
        var gateway = stack.gateway();
        return """

                URLs
                  gateway         %s
                  API docs        %s/docs
                  health          %s/health
                  token endpoint  %s
                Demo credentials (client credentials grant; kept in the data folder)
                  platform  %s  %s
                  operator  %s  %s
                %sTry it
                TOKEN=$(curl -s -u '%s:%s' -d grant_type=client_credentials %s | sed 's/.*"access_token":"\\([^"]*\\)".*/\\1/')
                curl -s %s/v1/quotes -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' -H "Idempotency-Key: $(date +%%s)-quote" -d '%s'
                curl -s %s/v1/orders -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' -H "Idempotency-Key: $(date +%%s)-order" -d '%s'
                """.formatted(
                        stack.gateways().stream().map(URI::toString).collect(Collectors.joining("  ")),
                        gateway,
                        gateway,
                        stack.tokenUri(),
                        stack.platform().clientId(),
                        stack.platform().clientSecret(),
                        stack.operator().clientId(),
                        stack.operator().clientSecret(),
                        bridge.map(Announcement::ofBridge).orElse(""),
                        stack.platform().clientId(),
                        stack.platform().clientSecret(),
                        stack.tokenUri(),
                        gateway,
                        samples.quote(),
                        gateway,
                        samples.order());
    }

    private static String ofBridge(AmqpAddress bridge) {
        return """
                Fleet bridge (AMQP 0-9-1 at %s; contracts/telemetry.asyncapi.yaml)
                  %s  %s
                """.formatted(bridge.addresses(), bridge.user(), bridge.password());
    }
}
