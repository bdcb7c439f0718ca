package io.yike.local.chaos;

import io.yike.proxy.TcpProxy.Direction;
import java.nio.charset.StandardCharsets;

/// When a process is killed: as soon as certain bytes come by on one of its connections, which are then lost.
enum Moment {

    /// Whatever it does just then.
    ANY("whatever it did", Direction.TO_SERVER, ""),

    /// Its transaction is in the database, and it does not know: PostgreSQL's `CommandComplete` of a commit.
    COMMITTED("after a commit that it never heard of", Direction.TO_CLIENT, "C\0\0\0\013COMMIT\0"),

    /// The broker has its event, and its outbox as well: AMQP 0-9-1's `basic.ack` to a publisher, a method frame of 13
    /// bytes, class 60, method 80.
    CONFIRMED("after an event was told and before its outbox knew", Direction.TO_CLIENT, "\0\0\0\015\0\074\0\120"),

    /// It has taken in an event, and the broker will bring it again: the same frame from a consumer.
    ACKNOWLEDGED("after it took in an event and before the broker knew", Direction.TO_SERVER, "\0\0\0\015\0\074\0\120"),

    /// It has answered a request, and the answer never arrives.
    ANSWERED("after it answered and before the answer arrived", Direction.TO_CLIENT, "HTTP/1.1 20");

    private final String words;
    private final Direction direction;
    private final String bytes;

    Moment(String words, Direction direction, String bytes) {
        this.words = words;
        this.direction = direction;
        this.bytes = bytes;
    }

    String words() {
        return words;
    }

    /// Which way the bytes go.
    Direction direction() {
        return direction;
    }

    /// None means that no bytes are waited for.
    byte[] bytes() {
        return bytes.getBytes(StandardCharsets.ISO_8859_1);
    }
}
