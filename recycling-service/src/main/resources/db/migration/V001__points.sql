-- For periods that may not overlap (opening hours, prices).
CREATE EXTENSION IF NOT EXISTS btree_gist;

CREATE TABLE recycling_point (
    point_id      uuid PRIMARY KEY,
    name          text NOT NULL CHECK (length(name) BETWEEN 1 AND 80),
    latitude      double precision NOT NULL CHECK (latitude BETWEEN -90 AND 90),
    longitude     double precision NOT NULL CHECK (longitude BETWEEN -180 AND 180),
    registered_at timestamptz NOT NULL
);

CREATE INDEX recycling_point_newest ON recycling_point (registered_at DESC, point_id DESC);

-- Minutes of the day, local time. A point without any is always open.
CREATE TABLE point_opening (
    point_id uuid NOT NULL REFERENCES recycling_point,
    day      smallint NOT NULL CHECK (day BETWEEN 1 AND 7),
    minutes  int4range NOT NULL CHECK (NOT isempty(minutes) AND lower(minutes) >= 0 AND upper(minutes) <= 1440),
    PRIMARY KEY (point_id, day, minutes WITHOUT OVERLAPS)
);

CREATE TABLE bin (
    bin_id        uuid PRIMARY KEY,
    point_id      uuid NOT NULL REFERENCES recycling_point,
    material      text NOT NULL CHECK (material IN ('paper', 'plastic', 'metal', 'glass', 'textiles')),
    volume_litres integer NOT NULL CHECK (volume_litres > 0),
    CONSTRAINT bin_per_material UNIQUE (point_id, material)
);

CREATE TABLE device (
    device_id     uuid PRIMARY KEY,
    bin_id        uuid NOT NULL REFERENCES bin,
    registered_at timestamptz NOT NULL,
    retired_at    timestamptz CHECK (retired_at >= registered_at),
    -- Wrong codes since the first of them, and until when the bin takes none.
    wrong_codes   smallint NOT NULL DEFAULT 0 CHECK (wrong_codes >= 0),
    wrong_since   timestamptz,
    locked_until  timestamptz
);

CREATE UNIQUE INDEX device_in_bin ON device (bin_id) WHERE retired_at IS NULL;

-- What a device measured. Its own clock's time is the key, so that a batch sent again, with whatever correction of the
-- clock, is known again.
CREATE TABLE reading (
    device_id           uuid NOT NULL REFERENCES device,
    device_time         timestamptz NOT NULL,
    bin_id              uuid NOT NULL,
    measured_at         timestamptz NOT NULL,
    received_at         timestamptz NOT NULL,
    fill_percent        double precision CHECK (fill_percent BETWEEN 0 AND 100),
    weight_grams        bigint CHECK (weight_grams >= 0),
    temperature_celsius double precision CHECK (temperature_celsius BETWEEN -60 AND 300),
    tilt_degrees        double precision CHECK (tilt_degrees BETWEEN 0 AND 180),
    battery_percent     double precision CHECK (battery_percent BETWEEN 0 AND 100),
    door_open           boolean,
    PRIMARY KEY (device_id, device_time),
    CHECK (num_nonnulls(fill_percent, weight_grams, temperature_celsius, tilt_degrees, battery_percent, door_open) > 0)
);

CREATE INDEX reading_by_bin ON reading (bin_id, measured_at);

-- The newest of each thing measured. Absent: never measured. How old it is says whether it is believed.
CREATE TABLE bin_state (
    bin_id           uuid PRIMARY KEY REFERENCES bin,
    last_measured_at timestamptz NOT NULL,
    filled_at        timestamptz,
    fill_percent     double precision CHECK (fill_percent BETWEEN 0 AND 100),
    weighed_at       timestamptz,
    weight_grams     bigint CHECK (weight_grams >= 0),
    CHECK ((filled_at IS NULL) = (fill_percent IS NULL)),
    CHECK ((weighed_at IS NULL) = (weight_grams IS NULL))
);

CREATE TABLE alarm (
    alarm_id   uuid PRIMARY KEY,
    bin_id     uuid NOT NULL REFERENCES bin,
    kind       text NOT NULL CHECK (kind IN ('fire', 'tilt', 'door')),
    raised_at  timestamptz NOT NULL,
    cleared_at timestamptz CHECK (cleared_at >= raised_at)
);

CREATE UNIQUE INDEX alarm_once ON alarm (bin_id, kind) WHERE cleared_at IS NULL;
CREATE INDEX alarm_newest ON alarm (raised_at DESC, alarm_id DESC);

-- Until when a kind of alarm has been looked at: a late reading neither raises nor clears what a newer one has decided.
CREATE TABLE alarm_watch (
    bin_id     uuid NOT NULL REFERENCES bin,
    kind       text NOT NULL,
    decided_at timestamptz NOT NULL,
    PRIMARY KEY (bin_id, kind)
);
