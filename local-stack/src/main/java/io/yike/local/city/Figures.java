package io.yike.local.city;

import io.yike.contracts.order.model.Money;
import java.time.Duration;
import java.util.Locale;

/// Figures as people read them.
final class Figures {

    private Figures() {}

    /// E.g. `¥12.50`.
    static String money(Money money) {
        String sign = money.getCurrency().equals("CNY") ? "¥" : money.getCurrency() + " ";
        return "%s%d.%02d".formatted(sign, money.getAmount() / 100, Math.abs(money.getAmount() % 100));
    }

    /// E.g. `  4.2 s`, as wide as up to a few hours need.
    static String seconds(double seconds) {
        return String.format(Locale.ROOT, "%7.1f s", seconds);
    }

    static String seconds(Duration duration) {
        return seconds(duration.toMillis() / 1000.0).strip();
    }

    /// The first characters, or the text filled up with blanks.
    static String column(String text, int width) {
        return text.length() > width ? text.substring(0, width - 1) + "…" : text + " ".repeat(width - text.length());
    }
}
