-- Events to tell. The row is written in the transaction of the change and deleted once the broker has confirmed it.
CREATE TABLE outbox_event (
    id          uuid        PRIMARY KEY,
    position    bigint      GENERATED ALWAYS AS IDENTITY,
    partition   smallint    NOT NULL CHECK (partition BETWEEN 0 AND 15),
    type        text        NOT NULL,
    subject     text        NOT NULL,
    sequence    bigint      NOT NULL,
    occurred_at timestamptz NOT NULL,
    data        text        NOT NULL,
    traceparent text,
    request_id  text,
    attempts    integer     NOT NULL DEFAULT 0,
    try_at      timestamptz,
    last_error  text
);

CREATE INDEX outbox_event_by_partition ON outbox_event (partition, position);

-- A relay holds the lock of a partition while it publishes, so that one aggregate's events leave in their order.
CREATE TABLE outbox_partition (
    partition smallint PRIMARY KEY
);

INSERT INTO outbox_partition SELECT generate_series(0, 15);

-- Events taken in, written in the transaction of their effect: an event has its effect once.
CREATE TABLE inbox_event (
    event_id    uuid        PRIMARY KEY,
    type        text        NOT NULL,
    source      text        NOT NULL,
    subject     text        NOT NULL,
    sequence    bigint      NOT NULL,
    outcome     text        NOT NULL CHECK (outcome IN ('applied', 'ignored', 'parked', 'dead')),
    received_at timestamptz NOT NULL
);

CREATE INDEX inbox_event_by_age ON inbox_event (received_at);

-- Events that came before their predecessor.
CREATE TABLE parked_event (
    event_id   uuid        PRIMARY KEY,
    position   bigint      GENERATED ALWAYS AS IDENTITY,
    type       text        NOT NULL,
    waits_for  text        NOT NULL,
    body       text        NOT NULL,
    reason     text        NOT NULL,
    failures   integer     NOT NULL DEFAULT 0,
    parked_at  timestamptz NOT NULL,
    try_at     timestamptz NOT NULL,
    expires_at timestamptz NOT NULL
);

CREATE INDEX parked_event_by_key ON parked_event (waits_for, position);
CREATE INDEX parked_event_by_time ON parked_event (try_at);

-- Messages that could not be applied, with what went wrong, until an operator replays them.
CREATE TABLE dead_letter (
    id          uuid        PRIMARY KEY,
    event_id    uuid,
    type        text,
    source      text,
    subject     text,
    body        text        NOT NULL,
    error       text        NOT NULL,
    died_at     timestamptz NOT NULL,
    replayed_at timestamptz
);

CREATE UNIQUE INDEX dead_letter_by_event ON dead_letter (event_id) WHERE replayed_at IS NULL;
CREATE INDEX dead_letter_open ON dead_letter (died_at) WHERE replayed_at IS NULL;
