CREATE TABLE pickup_item (
    code         text PRIMARY KEY CHECK (code ~ '^[a-z][a-z0-9-]{1,39}$'),
    name         text NOT NULL CHECK (length(name) BETWEEN 1 AND 80),
    kind         text NOT NULL CHECK (kind IN ('bulky', 'appliance')),
    litres       integer NOT NULL CHECK (litres > 0),
    weight_grams integer NOT NULL CHECK (weight_grams > 0),
    two_persons  boolean NOT NULL
);

CREATE TABLE pickup_item_terms (
    code      text NOT NULL REFERENCES pickup_item,
    condition text NOT NULL CHECK (condition IN ('working', 'broken')),
    price     bigint NOT NULL CHECK (price >= 0),
    credit    bigint NOT NULL CHECK (credit >= 0),
    currency  char(3) NOT NULL,
    PRIMARY KEY (code, condition),
    CHECK (price = 0 OR credit = 0)
);

-- How much is taken only the trigger on pickups writes.
CREATE TABLE pickup_slot (
    slot_id   uuid PRIMARY KEY,
    starts_at timestamptz NOT NULL,
    ends_at   timestamptz NOT NULL CHECK (ends_at > starts_at),
    capacity  integer NOT NULL CHECK (capacity > 0),
    taken     integer NOT NULL DEFAULT 0,
    closed_at timestamptz,
    CONSTRAINT pickup_slot_never_overbooked CHECK (taken BETWEEN 0 AND capacity)
);

CREATE INDEX pickup_slot_soonest ON pickup_slot (starts_at, slot_id);

CREATE TABLE pickup (
    pickup_id   uuid PRIMARY KEY,
    resident_id uuid NOT NULL REFERENCES resident_account,
    latitude    double precision NOT NULL CHECK (latitude BETWEEN -90 AND 90),
    longitude   double precision NOT NULL CHECK (longitude BETWEEN -180 AND 180),
    -- Where somebody lives, and what they said of it; forgotten some time after the end.
    address     text,
    note        text,
    floor       smallint NOT NULL,
    lift        boolean NOT NULL,
    stands      text NOT NULL CHECK (stands IN ('kerbside', 'door', 'inside')),
    assisted    boolean NOT NULL,
    slot_id     uuid NOT NULL REFERENCES pickup_slot,
    price       bigint NOT NULL CHECK (price >= 0),
    credit      bigint NOT NULL CHECK (credit >= 0),
    currency    char(3) NOT NULL,
    payment     text CHECK (payment IN ('nothing', 'credit', 'at_door')),
    state       text NOT NULL CHECK (
        state IN ('held', 'booked', 'missed', 'collected', 'not_collected', 'cancelled', 'expired')),
    reason      text CHECK (reason IN ('no_access', 'refused', 'lapsed')),
    held_until  timestamptz,
    missed_at   timestamptz,
    created_at  timestamptz NOT NULL,
    ended_at    timestamptz,
    sequence    integer NOT NULL CHECK (sequence >= 0),
    -- Whatever is held says until when.
    CHECK (state <> 'held' OR held_until IS NOT NULL),
    CHECK (state <> 'missed' OR missed_at IS NOT NULL),
    CHECK ((state = 'not_collected') = (reason IS NOT NULL)),
    CHECK ((state IN ('held', 'booked', 'missed')) = (ended_at IS NULL)),
    CHECK ((state IN ('held', 'expired')) = (payment IS NULL)),
    CHECK (payment IS DISTINCT FROM 'nothing' OR price = 0 OR state = 'cancelled')
);

CREATE INDEX pickup_newest ON pickup (created_at DESC, pickup_id DESC);
CREATE INDEX pickup_of_resident ON pickup (resident_id, created_at DESC, pickup_id DESC);
CREATE INDEX pickup_ended ON pickup (ended_at) WHERE address IS NOT NULL;

CREATE TABLE pickup_line (
    pickup_id    uuid NOT NULL REFERENCES pickup,
    line         smallint NOT NULL CHECK (line >= 1),
    code         text NOT NULL,
    name         text NOT NULL,
    kind         text NOT NULL CHECK (kind IN ('bulky', 'appliance')),
    condition    text NOT NULL CHECK (condition IN ('working', 'broken')),
    quantity     integer NOT NULL CHECK (quantity >= 1),
    litres       bigint NOT NULL CHECK (litres > 0),
    weight_grams bigint NOT NULL CHECK (weight_grams > 0),
    two_persons  boolean NOT NULL,
    price        bigint NOT NULL CHECK (price >= 0),
    credit       bigint NOT NULL CHECK (credit >= 0),
    photos       text[] NOT NULL,
    refused      text,
    PRIMARY KEY (pickup_id, line)
);

-- A slot counts by itself what is taken of it, in the transaction of the pickup.
CREATE FUNCTION takes_place(state text) RETURNS integer LANGUAGE sql IMMUTABLE
    RETURN CASE WHEN state IN ('cancelled', 'expired') THEN 0 ELSE 1 END;

CREATE FUNCTION keep_slot_places() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        UPDATE pickup_slot SET taken = taken + takes_place(NEW.state) WHERE slot_id = NEW.slot_id;
    ELSIF OLD.slot_id = NEW.slot_id THEN
        IF takes_place(OLD.state) <> takes_place(NEW.state) THEN
            UPDATE pickup_slot SET taken = taken + takes_place(NEW.state) - takes_place(OLD.state)
                WHERE slot_id = NEW.slot_id;
        END IF;
    ELSE
        UPDATE pickup_slot SET taken = taken - takes_place(OLD.state) WHERE slot_id = OLD.slot_id;
        UPDATE pickup_slot SET taken = taken + takes_place(NEW.state) WHERE slot_id = NEW.slot_id;
    END IF;
    RETURN NULL;
END
$$;

CREATE TRIGGER pickup_keeps_slot_places AFTER INSERT OR UPDATE OF state, slot_id ON pickup
    FOR EACH ROW EXECUTE FUNCTION keep_slot_places();

CREATE FUNCTION only_pickups_take_places() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF pg_trigger_depth() < 2 THEN
        RAISE EXCEPTION 'places are taken by pickups only' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END
$$;

CREATE TRIGGER pickup_slot_places_of_pickups BEFORE UPDATE OF taken ON pickup_slot
    FOR EACH ROW EXECUTE FUNCTION only_pickups_take_places();

CREATE FUNCTION pickups_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a pickup ends, it is not deleted' USING ERRCODE = 'restrict_violation';
END
$$;

CREATE TRIGGER pickup_stays BEFORE DELETE OR TRUNCATE ON pickup
    FOR EACH STATEMENT EXECUTE FUNCTION pickups_stay();
