package io.yike.local.city.api;

/// The API cannot be reached, or answered what nobody here can go on with.
public final class ApiException extends RuntimeException {

    public ApiException(String message) {
        super(message);
    }

    public ApiException(String message, Throwable cause) {
        super(message, cause);
    }
}
