CREATE TABLE thing (
    id      text    PRIMARY KEY,
    changes integer NOT NULL DEFAULT 0,
    trace   text,
    changed_in text
);

CREATE TABLE ended_step (
    id       text        NOT NULL,
    ended_at timestamptz NOT NULL,
    trace    text
);
