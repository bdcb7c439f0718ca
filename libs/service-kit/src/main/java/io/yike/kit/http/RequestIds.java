package io.yike.kit.http;

import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/// The id under which a request stands in logs, answers and events.
public final class RequestIds {

    public static final String HEADER = "X-Request-Id";

    static final String MDC_KEY = "requestId";

    private static final Pattern ACCEPTABLE = Pattern.compile("[A-Za-z0-9._:-]{1,64}");

    private RequestIds() {}

    /// The id of what this thread is at, if it has one.
    public static @Nullable String current() {
        return MDC.get(MDC_KEY);
    }

    /// Does the work under the id; without an acceptable one, as it is.
    public static <T extends @Nullable Object> T with(@Nullable String requestId, Callable<T> work) throws Exception {
        if (requestId == null || !acceptable(requestId)) {
            return work.call();
        }
        try (var _ = MDC.putCloseable(MDC_KEY, requestId)) {
            return work.call();
        }
    }

    /// As [#with], for work without a result.
    public static void run(@Nullable String requestId, Runnable work) {
        if (requestId == null || !acceptable(requestId)) {
            work.run();
            return;
        }
        try (var _ = MDC.putCloseable(MDC_KEY, requestId)) {
            work.run();
        }
    }

    static boolean acceptable(String requestId) {
        return ACCEPTABLE.matcher(requestId).matches();
    }
}
