package io.yike.recycling.custody.adapter;

import io.yike.recycling.custody.domain.CustodyEntry;
import io.yike.recycling.pickups.domain.Pickup;
import io.yike.recycling.wire.Wire;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.springframework.web.util.HtmlUtils;

/// A certificate to read and print.
final class CertificatePage {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

    private CertificatePage() {}

    static String of(Pickup pickup, List<CustodyEntry> entries, ZoneId zone) {
        StringBuilder rows = new StringBuilder();
        for (CustodyEntry entry : entries) {
            rows.append("<tr><td>")
                    .append(TIME.format(entry.at().atZone(zone)))
                    .append("</td><td>")
                    .append(text(entry.giver().name()))
                    .append("</td><td>")
                    .append(text(entry.taker().name()))
                    .append("</td><td>")
                    .append(text(entry.item() == null ? Wire.word(entry.stream()) : entry.item()))
                    .append("</td><td>")
                    .append(entry.acceptedGrams() / 1000.0)
                    .append(" kg</td><td>")
                    .append(
                            entry.refusedGrams() == 0
                                    ? ""
                                    : entry.refusedGrams() / 1000.0 + " kg: " + text(entry.reason()))
                    .append("</td><td><code>")
                    .append(entry.hash())
                    .append("</code></td></tr>\n");
        }
        return """
                <!DOCTYPE html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <title>Where it went</title>
                <style>
                body { font-family: sans-serif; margin: 2rem; }
                table { border-collapse: collapse; }
                td, th { border: 1px solid #999; padding: 0.3rem 0.6rem; text-align: left; }
                code { font-size: 0.7rem; }
                </style>
                </head>
                <body>
                <h1>Where it went</h1>
                <p>Pickup %s</p>
                <table>
                <tr><th>When</th><th>From</th><th>To</th><th>What</th><th>Taken</th><th>Refused</th><th>Hash</th></tr>
                %s</table>
                </body>
                </html>
                """.formatted(pickup.id(), rows);
    }

    private static String text(@org.jspecify.annotations.Nullable String value) {
        return value == null ? "" : HtmlUtils.htmlEscape(value);
    }
}
