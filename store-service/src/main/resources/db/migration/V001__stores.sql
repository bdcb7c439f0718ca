CREATE TABLE store (
    id                  uuid PRIMARY KEY,
    chain_id            uuid,
    name                text NOT NULL,
    address             text NOT NULL,
    latitude            double precision NOT NULL CHECK (latitude BETWEEN -90 AND 90),
    longitude           double precision NOT NULL CHECK (longitude BETWEEN -180 AND 180),
    time_zone           text NOT NULL,
    hours               jsonb NOT NULL,
    capabilities        jsonb NOT NULL,
    reach               jsonb NOT NULL,
    licences            jsonb NOT NULL,
    preparation_seconds integer NOT NULL CHECK (preparation_seconds >= 0),
    load_cap            integer NOT NULL CHECK (load_cap > 0),
    auto_accept         boolean NOT NULL,
    safety_stock        integer NOT NULL CHECK (safety_stock >= 0),
    availability        text NOT NULL CHECK (availability IN ('open', 'busy', 'paused', 'closed')),
    available_until     timestamptz,
    available_since     timestamptz NOT NULL,
    version             bigint NOT NULL,
    registered_at       timestamptz NOT NULL
);

CREATE INDEX store_newest ON store (registered_at DESC, id DESC);

CREATE TABLE item (
    store_id       uuid NOT NULL REFERENCES store,
    sku            text COLLATE "C" NOT NULL,
    name           text NOT NULL,
    price_amount   bigint NOT NULL CHECK (price_amount >= 0),
    price_currency text NOT NULL,
    capability     text,
    licence        text,
    on_hand        integer NOT NULL,
    reserved       integer NOT NULL CHECK (reserved >= 0),
    shortage       integer NOT NULL CHECK (shortage BETWEEN 0 AND on_hand),
    counted_at     timestamptz,
    updated_at     timestamptz NOT NULL,
    PRIMARY KEY (store_id, sku),
    CONSTRAINT never_sold_twice CHECK (reserved <= on_hand),
    CONSTRAINT short_only_when_all_is_reserved CHECK (shortage = 0 OR on_hand = reserved)
);

CREATE INDEX item_short ON item (store_id, sku) WHERE shortage > 0;

-- What changed a stock and when, so that a count made earlier can be brought up to date.
CREATE TABLE stock_movement (
    id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    store_id uuid NOT NULL,
    sku      text COLLATE "C" NOT NULL,
    at       timestamptz NOT NULL,
    delta    integer NOT NULL,
    kind     text NOT NULL,
    order_id uuid,
    FOREIGN KEY (store_id, sku) REFERENCES item
);

CREATE INDEX stock_movement_after ON stock_movement (store_id, sku, at);

CREATE TABLE item_import (
    id              uuid PRIMARY KEY,
    store_id        uuid NOT NULL REFERENCES store,
    client_id       text NOT NULL,
    idempotency_key text NOT NULL,
    state           text NOT NULL CHECK (state IN ('running', 'finished', 'failed')),
    content_hash    text,
    lines           bigint NOT NULL,
    rejected        bigint NOT NULL CHECK (rejected BETWEEN 0 AND lines),
    started_at      timestamptz NOT NULL,
    progress_at     timestamptz NOT NULL,
    finished_at     timestamptz,
    UNIQUE (client_id, idempotency_key)
);

CREATE TABLE item_import_error (
    import_id uuid NOT NULL REFERENCES item_import,
    line      bigint NOT NULL,
    field     text,
    code      text NOT NULL,
    message   text,
    PRIMARY KEY (import_id, line)
);

-- The change log that each replica's index follows. The writing transaction's id is the revision: a reader that asks from
-- the oldest transaction still running at its last look on misses no row, however late its transaction committed.
CREATE TABLE index_change (
    xid      xid8 NOT NULL DEFAULT pg_current_xact_id(),
    store_id uuid NOT NULL,
    sku      text,
    at       timestamptz NOT NULL DEFAULT now()
);

CREATE INDEX index_change_xid ON index_change (xid);
CREATE INDEX index_change_at ON index_change (at);

CREATE FUNCTION log_item_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO index_change (store_id, sku) SELECT store_id, sku FROM changed;
    PERFORM pg_notify('index_change', '');
    RETURN NULL;
END $$;

CREATE FUNCTION log_store_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO index_change (store_id) SELECT DISTINCT id FROM changed;
    PERFORM pg_notify('index_change', '');
    RETURN NULL;
END $$;

CREATE FUNCTION log_offer_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO index_change (store_id) SELECT DISTINCT store_id FROM changed;
    PERFORM pg_notify('index_change', store_id::text) FROM (SELECT DISTINCT store_id FROM changed) stores;
    RETURN NULL;
END $$;

CREATE TRIGGER item_inserted AFTER INSERT ON item
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION log_item_change();
CREATE TRIGGER item_updated AFTER UPDATE ON item
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION log_item_change();
CREATE TRIGGER store_inserted AFTER INSERT ON store
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION log_store_change();
CREATE TRIGGER store_updated AFTER UPDATE ON store
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION log_store_change();
