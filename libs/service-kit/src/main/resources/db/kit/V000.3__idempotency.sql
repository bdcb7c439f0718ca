-- Answers given to requests with an Idempotency-Key, written in the transaction of their effect.
CREATE TABLE idempotency_key (
    client       text        NOT NULL,
    operation    text        NOT NULL,
    key          text        NOT NULL,
    request_hash text        NOT NULL,
    status       integer     NOT NULL,
    headers      text        NOT NULL,
    body         text,
    created_at   timestamptz NOT NULL,
    PRIMARY KEY (client, operation, key)
);

CREATE INDEX idempotency_key_by_age ON idempotency_key (created_at);
