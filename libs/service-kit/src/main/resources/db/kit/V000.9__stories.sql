-- The trace in which the first event of an aggregate was told. Its later events join it, whoever's request caused them.
CREATE TABLE story (
    subject     text        PRIMARY KEY,
    traceparent text        NOT NULL,
    begun_at    timestamptz NOT NULL
);

CREATE INDEX story_by_age ON story (begun_at);
