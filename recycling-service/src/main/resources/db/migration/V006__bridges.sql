-- Until when each kind of alarm has been looked at stands in the row that a batch changes anyway: one row instead of four.
ALTER TABLE bin_state
    ADD COLUMN fire_decided_at timestamptz,
    ADD COLUMN tilt_decided_at timestamptz,
    ADD COLUMN door_decided_at timestamptz;

UPDATE bin_state SET
    fire_decided_at = (SELECT decided_at FROM alarm_watch w WHERE w.bin_id = bin_state.bin_id AND kind = 'fire'),
    tilt_decided_at = (SELECT decided_at FROM alarm_watch w WHERE w.bin_id = bin_state.bin_id AND kind = 'tilt'),
    door_decided_at = (SELECT decided_at FROM alarm_watch w WHERE w.bin_id = bin_state.bin_id AND kind = 'door');

DROP TABLE alarm_watch;

-- What fleet bridges brought that could not be kept: nobody reads an answer there. Counted, so that whoever sends nonsense
-- fills a row and not a table.
CREATE TABLE refused_telemetry (
    refused_id uuid PRIMARY KEY,
    refused_on date NOT NULL,
    device_id  uuid REFERENCES device,
    code       text NOT NULL CHECK (length(code) BETWEEN 1 AND 40),
    count      bigint NOT NULL CHECK (count > 0),
    last_at    timestamptz NOT NULL,
    CONSTRAINT refused_once_a_day UNIQUE NULLS NOT DISTINCT (refused_on, device_id, code)
);

CREATE INDEX refused_telemetry_latest ON refused_telemetry (last_at DESC, refused_id DESC);

-- What was in order and could not be taken in all the same, through a fault of ours.
CREATE TABLE failed_telemetry (
    failed_id uuid PRIMARY KEY,
    device_id uuid NOT NULL,
    body      bytea NOT NULL,
    error     text NOT NULL,
    failed_at timestamptz NOT NULL
);
