package io.yike.gateway.problem;

import org.springframework.web.server.ServerWebExchange;

/// Remembers with the exchange that its body went over the limit: what the broken forwarding ends with is some
/// error of the connection to the service, which must neither be the answer nor count against the service.
public final class PayloadTooLarge {

    private static final String ATTRIBUTE = PayloadTooLarge.class.getName();

    private PayloadTooLarge() {}

    public static ProblemException mark(ServerWebExchange exchange) {
        exchange.getAttributes().put(ATTRIBUTE, true);
        return new ProblemException(Problem.tooLarge());
    }

    static boolean isMarked(ServerWebExchange exchange) {
        return exchange.getAttribute(ATTRIBUTE) != null;
    }
}
