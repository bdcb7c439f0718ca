package io.yike.webhook.delivering.adapter;

import io.yike.webhook.subscribing.domain.AddressRules;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.hc.client5.http.DnsResolver;

/// Resolves a name to addresses that may be called, and to no others. The client connects to just these addresses, so a
/// name that resolves to something else a moment later leads nowhere else.
///
/// Names are looked up on threads of their own and within a time limit: the lookup of the operating system holds its
/// thread, however virtual, for as long as a name server of somebody else's likes.
final class CheckedResolver implements DnsResolver {

    /// A connection is tried to each in turn.
    private static final int MOST_ADDRESSES = 2;

    private static final int MOST_LOOKUPS = 256;

    /// The name leads to addresses that are not called.
    static final class RefusedAddress extends UnknownHostException {

        RefusedAddress(String host) {
            super(host);
        }
    }

    /// How a name becomes addresses.
    @FunctionalInterface
    interface Lookup {

        InetAddress[] all(String host) throws UnknownHostException;
    }

    private final AddressRules rules;
    private final Lookup lookup;
    private final Duration within;
    private final ThreadPoolExecutor lookups = new ThreadPoolExecutor(
            0,
            MOST_LOOKUPS,
            30,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            Thread.ofPlatform().name("lookup-", 0).daemon().factory());

    CheckedResolver(AddressRules rules, Lookup lookup, Duration within) {
        this.rules = rules;
        this.lookup = lookup;
        this.within = within;
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] allowed = Arrays.stream(look(host))
                .filter(rules::allow)
                .limit(MOST_ADDRESSES)
                .toArray(InetAddress[]::new);
        if (allowed.length == 0) {
            throw new RefusedAddress(host);
        }
        return allowed;
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }

    void close() {
        lookups.shutdownNow();
    }

    private InetAddress[] look(String host) throws UnknownHostException {
        Future<InetAddress[]> found;
        try {
            found = lookups.submit(() -> lookup.all(host));
        } catch (RejectedExecutionException tooMany) {
            throw unknown(host, tooMany);
        }
        try {
            return found.get(within.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException failed) {
            throw unknown(host, failed);
        } catch (TimeoutException slow) {
            found.cancel(true);
            throw unknown(host, slow);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            found.cancel(true);
            throw unknown(host, stopping);
        }
    }

    private static UnknownHostException unknown(String host, Throwable cause) {
        UnknownHostException unknown = new UnknownHostException(host);
        unknown.initCause(cause);
        return unknown;
    }
}
