CREATE TABLE plant (
    plant_id      uuid PRIMARY KEY,
    name          text NOT NULL CHECK (length(name) BETWEEN 1 AND 80),
    latitude      double precision NOT NULL CHECK (latitude BETWEEN -90 AND 90),
    longitude     double precision NOT NULL CHECK (longitude BETWEEN -180 AND 180),
    registered_at timestamptz NOT NULL
);

-- Times are minutes of the day.
CREATE TABLE crew (
    crew_id       uuid PRIMARY KEY,
    name          text NOT NULL CHECK (length(name) BETWEEN 1 AND 80),
    latitude      double precision NOT NULL CHECK (latitude BETWEEN -90 AND 90),
    longitude     double precision NOT NULL CHECK (longitude BETWEEN -180 AND 180),
    plant_id      uuid NOT NULL REFERENCES plant,
    shift_start   integer NOT NULL CHECK (shift_start >= 0),
    shift_end     integer NOT NULL CHECK (shift_end > shift_start AND shift_end <= 1440),
    break_start   integer NOT NULL,
    break_minutes integer NOT NULL CHECK (break_minutes >= 0),
    max_kilograms integer NOT NULL CHECK (max_kilograms > 0),
    max_litres    integer NOT NULL CHECK (max_litres > 0),
    materials     text[] NOT NULL,
    skills        text[] NOT NULL,
    registered_at timestamptz NOT NULL,
    CHECK (break_minutes = 0 OR (break_start >= shift_start AND break_start + break_minutes <= shift_end))
);

CREATE TABLE crew_shift (
    crew_id    uuid NOT NULL REFERENCES crew,
    day        date NOT NULL,
    started_at timestamptz NOT NULL,
    ended_at   timestamptz CHECK (ended_at >= started_at),
    PRIMARY KEY (crew_id, day)
);

CREATE TABLE collection_job (
    job_id        uuid PRIMARY KEY,
    point_id      uuid REFERENCES recycling_point,
    pickup_id     uuid REFERENCES pickup,
    state         text NOT NULL CHECK (state IN ('open', 'collected', 'refused', 'void')),
    urgency       integer NOT NULL CHECK (urgency BETWEEN 1 AND 10),
    unplanned     text CHECK (unplanned IN (
        'no_crew', 'skills_missing', 'too_large', 'out_of_reach', 'no_time_left', 'awaits_unloading')),
    considered_at timestamptz,
    raised_at     timestamptz NOT NULL,
    not_before    timestamptz NOT NULL,
    ended_at      timestamptz,
    CHECK (num_nonnulls(point_id, pickup_id) = 1),
    CHECK ((state = 'open') = (ended_at IS NULL))
);

-- Two causes that name one point are one job.
CREATE UNIQUE INDEX collection_job_per_point ON collection_job (point_id) WHERE state = 'open';
CREATE UNIQUE INDEX collection_job_per_pickup ON collection_job (pickup_id) WHERE state = 'open';
CREATE INDEX collection_job_newest ON collection_job (raised_at DESC, job_id DESC);

CREATE TABLE collection_job_bin (
    job_id uuid NOT NULL REFERENCES collection_job,
    bin_id uuid NOT NULL REFERENCES bin,
    cause  text NOT NULL CHECK (cause IN ('full', 'soon_full')),
    PRIMARY KEY (job_id, bin_id)
);

CREATE INDEX collection_job_of_bin ON collection_job_bin (bin_id);

CREATE TABLE bin_forecast (
    bin_id      uuid PRIMARY KEY REFERENCES bin,
    computed_at timestamptz NOT NULL,
    full_at     timestamptz
);

CREATE TABLE unloading (
    unloading_id uuid PRIMARY KEY,
    crew_id      uuid NOT NULL REFERENCES crew,
    plant_id     uuid NOT NULL REFERENCES plant,
    grams        bigint NOT NULL CHECK (grams >= 0),
    litres       bigint NOT NULL CHECK (litres >= 0),
    at           timestamptz NOT NULL
);

CREATE TABLE stop (
    stop_id      uuid PRIMARY KEY,
    job_id       uuid NOT NULL REFERENCES collection_job,
    crew_id      uuid NOT NULL REFERENCES crew,
    day          date NOT NULL,
    position     integer NOT NULL CHECK (position >= 0),
    planned_at   timestamptz NOT NULL,
    state        text NOT NULL CHECK (state IN ('planned', 'arrived', 'finished', 'dropped')),
    -- Expected, and once it is finished what was loaded.
    grams        bigint NOT NULL CHECK (grams >= 0),
    litres       bigint NOT NULL CHECK (litres >= 0),
    outcome      text CHECK (outcome IN ('collected', 'partly', 'refused', 'no_access')),
    reason       text,
    photo        text,
    arrived_at   timestamptz,
    finished_at  timestamptz,
    unloading_id uuid REFERENCES unloading,
    CHECK ((state = 'finished') = (outcome IS NOT NULL AND finished_at IS NOT NULL)),
    CHECK (outcome IS NULL OR outcome IN ('collected', 'partly') OR (grams = 0 AND litres = 0)),
    CHECK (outcome IS NULL OR outcome = 'collected' OR (reason IS NOT NULL AND photo IS NOT NULL)),
    CHECK (unloading_id IS NULL OR outcome IN ('collected', 'partly'))
);

-- A job is on one route, and a crew at one place at a time.
CREATE UNIQUE INDEX stop_on_one_route ON stop (job_id) WHERE state IN ('planned', 'arrived');
CREATE UNIQUE INDEX stop_of_crew ON stop (crew_id) WHERE state = 'arrived';
CREATE INDEX stop_of_crew_and_day ON stop (crew_id, day);
CREATE INDEX stop_loaded ON stop (crew_id) WHERE state = 'finished' AND unloading_id IS NULL;

CREATE VIEW stop_seen AS
SELECT s.*, j.point_id, j.pickup_id,
    coalesce(p.latitude, k.latitude) AS latitude,
    coalesce(p.longitude, k.longitude) AS longitude,
    coalesce((SELECT string_agg(b.material, ',' ORDER BY b.material)
              FROM collection_job_bin jb JOIN bin b USING (bin_id) WHERE jb.job_id = s.job_id), '') AS materials
FROM stop s
    JOIN collection_job j USING (job_id)
    LEFT JOIN recycling_point p ON p.point_id = j.point_id
    LEFT JOIN pickup k ON k.pickup_id = j.pickup_id;
