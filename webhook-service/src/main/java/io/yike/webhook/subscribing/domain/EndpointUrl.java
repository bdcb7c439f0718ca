package io.yike.webhook.subscribing.domain;

import java.net.IDN;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// Where an endpoint is: a URL that says nothing but scheme, host, port, path and query, and that every reader reads
/// alike. Its host is judged again when its name has been resolved.
public record EndpointUrl(URI uri) {

    public static final int LONGEST = 2048;

    private static final Pattern NUMBER = Pattern.compile("[0-9]+|0[xX][0-9a-fA-F]*");
    private static final Pattern IPV4 = Pattern.compile("(0|[1-9][0-9]{0,2})(\\.(0|[1-9][0-9]{0,2})){3}");
    private static final Pattern NAME =
            Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*\\.?");

    /// Why a text is no URL to call.
    public enum Why {
        URL_MALFORMED,
        URL_SCHEME_NOT_ALLOWED,
        URL_USER_INFO_NOT_ALLOWED,
        URL_FRAGMENT_NOT_ALLOWED,
        URL_PORT_NOT_ALLOWED,
        URL_HOST_NOT_ALLOWED,
        URL_ADDRESS_NOT_ALLOWED
    }

    public sealed interface Parsed {

        record Good(EndpointUrl url) implements Parsed {}

        record Bad(Why why) implements Parsed {}
    }

    /// What is allowed here.
    ///
    /// @param http whether plain http is spoken
    public record Rules(boolean http, AddressRules addresses) {}

    /// One that was parsed before.
    public static EndpointUrl known(String text) {
        return new EndpointUrl(URI.create(text));
    }

    public static Parsed parse(String text, Rules rules) {
        if (text.length() > LONGEST) {
            return new Parsed.Bad(Why.URL_MALFORMED);
        }
        Optional<URI> read = read(text);
        if (read.isEmpty()) {
            return new Parsed.Bad(Why.URL_MALFORMED);
        }
        URI uri = read.get();
        String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
        if (!scheme.equals("https") && !(rules.http() && scheme.equals("http"))) {
            return new Parsed.Bad(Why.URL_SCHEME_NOT_ALLOWED);
        }
        if (uri.getRawUserInfo() != null
                || String.valueOf(uri.getRawAuthority()).contains("@")) {
            return new Parsed.Bad(Why.URL_USER_INFO_NOT_ALLOWED);
        }
        if (uri.getRawFragment() != null) {
            return new Parsed.Bad(Why.URL_FRAGMENT_NOT_ALLOWED);
        }
        if (uri.getRawAuthority() == null) {
            return new Parsed.Bad(Why.URL_MALFORMED);
        }
        if (uri.getHost() == null) {
            return new Parsed.Bad(Why.URL_HOST_NOT_ALLOWED);
        }
        // A colon and no number is the scheme's port to some and an error to others.
        if (uri.getRawAuthority().endsWith(":") || uri.getPort() == 0 || uri.getPort() > 65535) {
            return new Parsed.Bad(Why.URL_PORT_NOT_ALLOWED);
        }
        return host(uri.getHost().toLowerCase(Locale.ROOT), rules)
                .<Parsed>map(Parsed.Bad::new)
                .orElseGet(() -> new Parsed.Good(new EndpointUrl(uri)));
    }

    /// What is wrong with a host, if anything is.
    private static Optional<Why> host(String host, Rules rules) {
        if (host.startsWith("[")) {
            return address(host.substring(1, host.length() - 1), rules);
        }
        if (!NAME.matcher(host).matches() || host.length() > 253) {
            return Optional.of(Why.URL_HOST_NOT_ALLOWED);
        }
        String last = Arrays.asList(host.split("\\.")).getLast();
        if (NUMBER.matcher(last).matches()) {
            // 2130706433, 0x7f.1, 0177.0.0.1 and 127.1 are 127.0.0.1 to some: only four decimal numbers are an address.
            return IPV4.matcher(host).matches() ? address(host, rules) : Optional.of(Why.URL_HOST_NOT_ALLOWED);
        }
        return last.equals("localhost") && !rules.addresses().allowThisMachine()
                ? Optional.of(Why.URL_HOST_NOT_ALLOWED)
                : Optional.empty();
    }

    private static Optional<Why> address(String literal, Rules rules) {
        if (literal.contains("%")) {
            return Optional.of(Why.URL_HOST_NOT_ALLOWED);
        }
        try {
            return rules.addresses().allow(InetAddress.ofLiteral(literal))
                    ? Optional.empty()
                    : Optional.of(Why.URL_ADDRESS_NOT_ALLOWED);
        } catch (IllegalArgumentException none) {
            return Optional.of(Why.URL_HOST_NOT_ALLOWED);
        }
    }

    /// Reads a URL; a host in other than Latin letters becomes what stands for it in the DNS.
    private static Optional<URI> read(String text) {
        try {
            URI uri = new URI(text.chars().allMatch(c -> c < 0x80) ? text : withLatinHost(text));
            return Optional.of(new URI(uri.toASCIIString()));
        } catch (URISyntaxException | IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    private static String withLatinHost(String text) {
        int begin = text.indexOf("://") + 3;
        int end = begin;
        while (end < text.length() && ":/?#".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        if (begin < 3) {
            throw new IllegalArgumentException("no authority");
        }
        String host = text.substring(begin, end);
        return text.substring(0, begin) + IDN.toASCII(host, IDN.USE_STD3_ASCII_RULES) + text.substring(end);
    }

    @Override
    public String toString() {
        return uri.toString();
    }
}
