-- How far crews drove.
ALTER TABLE stop ADD COLUMN metres bigint NOT NULL DEFAULT 0 CHECK (metres >= 0);
ALTER TABLE unloading ADD COLUMN metres bigint NOT NULL DEFAULT 0 CHECK (metres >= 0);

CREATE TABLE custody_entry (
    entry_id       uuid PRIMARY KEY,
    giver_kind     text NOT NULL CHECK (giver_kind IN ('resident', 'point', 'crew', 'depot', 'plant')),
    giver_id       uuid NOT NULL,
    taker_kind     text NOT NULL CHECK (taker_kind IN ('crew', 'depot', 'plant', 'processor')),
    taker_id       uuid NOT NULL,
    stream         text NOT NULL CHECK (
        stream IN ('paper', 'plastic', 'metal', 'glass', 'textiles', 'bulky', 'appliance')),
    item           text,
    pickup_id      uuid REFERENCES pickup,
    accepted_grams bigint NOT NULL CHECK (accepted_grams >= 0),
    refused_grams  bigint NOT NULL CHECK (refused_grams >= 0),
    reason         text,
    proof          text,
    latitude       double precision NOT NULL,
    longitude      double precision NOT NULL,
    at             timestamptz NOT NULL,
    hash           char(64) NOT NULL UNIQUE CHECK (hash ~ '^[0-9a-f]{64}$'),
    CHECK (accepted_grams > 0 OR refused_grams > 0),
    CHECK (refused_grams = 0 OR reason IS NOT NULL),
    CHECK ((giver_kind, giver_id) IS DISTINCT FROM (taker_kind, taker_id))
);

CREATE INDEX custody_of_taker ON custody_entry (taker_kind, taker_id, at DESC, entry_id DESC);
CREATE INDEX custody_of_giver ON custody_entry (giver_kind, giver_id, at DESC, entry_id DESC);
CREATE INDEX custody_of_pickup ON custody_entry (pickup_id) WHERE pickup_id IS NOT NULL;

CREATE TABLE custody_parent (
    entry_id    uuid NOT NULL REFERENCES custody_entry,
    parent_id   uuid NOT NULL REFERENCES custody_entry,
    parent_hash char(64) NOT NULL,
    PRIMARY KEY (entry_id, parent_id)
);

CREATE INDEX custody_children ON custody_parent (parent_id);

CREATE FUNCTION custody_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'custody is written once and for good' USING ERRCODE = 'restrict_violation';
END
$$;

CREATE TRIGGER custody_entry_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON custody_entry
    FOR EACH STATEMENT EXECUTE FUNCTION custody_stays();
CREATE TRIGGER custody_parent_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON custody_parent
    FOR EACH STATEMENT EXECUTE FUNCTION custody_stays();

-- What a holder has now: kept by the database in the transaction of the entry, and never below zero, so that nobody hands
-- over what he has not. Residents and points are where things come from, processors where they go.
CREATE TABLE custody_stock (
    holder_kind text NOT NULL,
    holder_id   uuid NOT NULL,
    stream      text NOT NULL,
    grams       bigint NOT NULL CONSTRAINT custody_never_negative CHECK (grams >= 0),
    PRIMARY KEY (holder_kind, holder_id, stream)
);

-- The entries that what a holder has now came with; all of them are parents of what he hands over.
CREATE TABLE custody_open (
    holder_kind text NOT NULL,
    holder_id   uuid NOT NULL,
    stream      text NOT NULL,
    entry_id    uuid NOT NULL REFERENCES custody_entry,
    PRIMARY KEY (holder_kind, holder_id, stream, entry_id)
);

CREATE FUNCTION keep_custody_stock() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.accepted_grams = 0 THEN
        RETURN NULL;
    END IF;
    IF NEW.giver_kind IN ('crew', 'depot', 'plant') THEN
        UPDATE custody_stock SET grams = grams - NEW.accepted_grams
            WHERE holder_kind = NEW.giver_kind AND holder_id = NEW.giver_id AND stream = NEW.stream;
        IF NOT FOUND THEN
            RAISE EXCEPTION 'the giver has nothing of it' USING ERRCODE = 'check_violation';
        END IF;
        DELETE FROM custody_open o USING custody_stock s
            WHERE o.holder_kind = NEW.giver_kind AND o.holder_id = NEW.giver_id AND o.stream = NEW.stream
              AND s.holder_kind = o.holder_kind AND s.holder_id = o.holder_id AND s.stream = o.stream AND s.grams = 0;
    END IF;
    IF NEW.taker_kind IN ('crew', 'depot', 'plant') THEN
        INSERT INTO custody_stock (holder_kind, holder_id, stream, grams)
            VALUES (NEW.taker_kind, NEW.taker_id, NEW.stream, 0) ON CONFLICT DO NOTHING;
        UPDATE custody_stock SET grams = grams + NEW.accepted_grams
            WHERE holder_kind = NEW.taker_kind AND holder_id = NEW.taker_id AND stream = NEW.stream;
        INSERT INTO custody_open (holder_kind, holder_id, stream, entry_id)
            VALUES (NEW.taker_kind, NEW.taker_id, NEW.stream, NEW.entry_id);
    END IF;
    RETURN NULL;
END
$$;

CREATE TRIGGER custody_entry_keeps_stock AFTER INSERT ON custody_entry
    FOR EACH ROW EXECUTE FUNCTION keep_custody_stock();

CREATE FUNCTION only_custody_changes_stock() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF pg_trigger_depth() < 2 THEN
        RAISE EXCEPTION 'a stock changes by custody entries only' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NULL;
END
$$;

CREATE TRIGGER custody_stock_of_entries AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON custody_stock
    FOR EACH STATEMENT EXECUTE FUNCTION only_custody_changes_stock();
