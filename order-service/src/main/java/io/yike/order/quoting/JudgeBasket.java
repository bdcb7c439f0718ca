package io.yike.order.quoting;

import io.yike.order.OrderSettings;
import io.yike.order.quoting.domain.BasketRules;
import java.time.Clock;
import org.springframework.stereotype.Component;

/// Holds what somebody wants against the city's rules for baskets.
@Component
public class JudgeBasket {

    private final BasketRules rules;
    private final Clock clock;

    JudgeBasket(OrderSettings settings, Clock clock) {
        this.rules = new BasketRules(
                settings.currency(),
                settings.basket().largestTotal(),
                settings.basket().furthestWindow(),
                settings.basket().shortestWindow(),
                settings.basket().longestWindow());
        this.clock = clock;
    }

    public BasketRules.Verdict judge(BasketRules.Wish wish) {
        return rules.judge(wish, clock.instant());
    }
}
