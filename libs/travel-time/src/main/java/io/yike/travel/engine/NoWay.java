package io.yike.travel.engine;

/// The engine is well, and its map has no way between these places.
final class NoWay extends RuntimeException {

    NoWay(String message) {
        super(message);
    }
}
