package io.yike.store.stocking.adapter;

import io.yike.kit.json.Rfc3339;
import io.yike.payments.Money;
import io.yike.store.registering.domain.Capability;
import io.yike.store.registering.domain.Licence;
import io.yike.store.stocking.ImportLines.Line;
import io.yike.store.stocking.ItemImports.LineError;
import io.yike.store.stocking.ItemSetting;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads the named fields of one line by the same bounds that the contract sets for a single item.
final class LineFields {

    static final Set<String> REQUIRED = Set.of("sku", "name", "price");
    static final Set<String> KNOWN =
            Set.of("sku", "name", "price", "currency", "onHand", "countedAt", "capability", "licence");

    private static final Pattern SKU = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:-]{0,63}");
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,18}");
    private static final int LONGEST_NAME = 200;
    private static final long HIGHEST_PRICE = 100_000_000;
    private static final long MOST_PIECES = 1_000_000;

    private final long line;
    private final Map<String, String> fields;
    private final String currency;

    /// Of one line.
    ///
    /// @param fields absent and empty ones left out
    LineFields(long line, Map<String, String> fields, String currency) {
        this.line = line;
        this.fields = fields;
        this.currency = currency;
    }

    Line read() {
        try {
            String sku = required("sku");
            if (!SKU.matcher(sku).matches()) {
                throw new Fault("sku", "malformed", "letters, digits and . _ : - only, at most 64");
            }
            String name = required("name");
            if (name.length() > LONGEST_NAME) {
                throw new Fault("name", "too_long", "at most 200 characters");
            }
            if (!isText(name)) {
                throw new Fault("name", "malformed", "must be text");
            }
            long price = number("price", required("price"), HIGHEST_PRICE);
            String onHand = fields.get("onHand");
            return new Line.Good(
                    line,
                    new ItemSetting(
                            sku,
                            name,
                            new Money(price, currency()),
                            named(Capability.class, "capability"),
                            named(Licence.class, "licence"),
                            onHand == null ? null : (int) number("onHand", onHand, MOST_PIECES),
                            time()));
        } catch (Fault fault) {
            return new Line.Bad(new LineError(line, fault.field, fault.code, fault.getMessage()));
        }
    }

    /// Whether it can be kept as it is: PostgreSQL holds no U+0000, and of half a surrogate pair a question mark.
    static boolean isText(String text) {
        return text.codePoints()
                .noneMatch(
                        point -> point == 0 || (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE));
    }

    private String required(String field) throws Fault {
        String value = fields.get(field);
        if (value == null) {
            throw new Fault(field, "required", "must not be empty");
        }
        return value;
    }

    private String currency() throws Fault {
        String named = fields.getOrDefault("currency", currency);
        if (!named.matches("[A-Z]{3}")) {
            throw new Fault("currency", "malformed", "three capital letters");
        }
        return named;
    }

    private static long number(String field, String text, long most) throws Fault {
        if (!NUMBER.matcher(text).matches()) {
            throw new Fault(field, "malformed", "must be a whole number");
        }
        long number = Long.parseLong(text);
        if (number < 0 || number > most) {
            throw new Fault(field, "out_of_range", "must be 0 to " + most);
        }
        return number;
    }

    private <E extends Enum<E>> @Nullable E named(Class<E> type, String field) throws Fault {
        String name = fields.get(field);
        if (name == null) {
            return null;
        }
        for (E constant : EnumSet.allOf(type)) {
            if (constant.name().toLowerCase(Locale.ROOT).equals(name)) {
                return constant;
            }
        }
        throw new Fault(field, "not_allowed", "no such " + field);
    }

    private @Nullable Instant time() throws Fault {
        String text = fields.get("countedAt");
        if (text == null || !fields.containsKey("onHand")) {
            return null;
        }
        try {
            return Rfc3339.dateTime(text).toInstant();
        } catch (DateTimeException malformed) {
            throw new Fault("countedAt", "malformed", "must be a time with its offset (RFC 3339)");
        }
    }

    private static final class Fault extends Exception {

        private final String field;
        private final String code;

        Fault(String field, String code, String message) {
            super(message);
            this.field = field;
            this.code = code;
        }
    }
}
