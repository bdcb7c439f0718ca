-- An operator decides about a dead letter once: it is replayed, or discarded for a reason.
ALTER TABLE dead_letter
    ADD COLUMN discarded_at   timestamptz,
    ADD COLUMN discard_reason text,
    ADD COLUMN decided_by     text,
    ADD CONSTRAINT dead_letter_is_decided_once CHECK (replayed_at IS NULL OR discarded_at IS NULL),
    ADD CONSTRAINT dead_letter_is_discarded_for_a_reason CHECK ((discarded_at IS NULL) = (discard_reason IS NULL));

DROP INDEX dead_letter_by_event;
DROP INDEX dead_letter_open;

CREATE UNIQUE INDEX dead_letter_by_event ON dead_letter (event_id) WHERE replayed_at IS NULL AND discarded_at IS NULL;
CREATE INDEX dead_letter_open ON dead_letter (died_at, id) WHERE replayed_at IS NULL AND discarded_at IS NULL;
CREATE INDEX dead_letter_by_age ON dead_letter (died_at, id);
