CREATE TABLE routing (
    order_id              uuid PRIMARY KEY,
    kind                  text NOT NULL CHECK (kind IN ('routed', 'counter')),
    fulfilment            text NOT NULL CHECK (fulfilment IN ('delivery', 'pickup')),
    counter_store_id      uuid,
    lines                 jsonb NOT NULL,
    destination_latitude  double precision,
    destination_longitude double precision,
    window_start          timestamptz,
    window_end            timestamptz,
    placed_at             timestamptz NOT NULL,
    state                 text NOT NULL CHECK (state IN ('awaiting_payment', 'seeking', 'scheduled', 'offering',
                                                         'accepted', 'ready', 'completed', 'failed', 'released')),
    store_id              uuid REFERENCES store,
    offer_id              uuid,
    offer_at              timestamptz,
    route_until           timestamptz,
    reason                text,
    attempts              integer NOT NULL,
    sequence              bigint NOT NULL,
    changed_at            timestamptz NOT NULL,
    CHECK ((state IN ('scheduled', 'offering', 'accepted', 'ready')) <= (store_id IS NOT NULL)),
    CHECK ((state IN ('offering', 'accepted', 'ready')) <= (offer_id IS NOT NULL))
);

CREATE TABLE offer (
    id              uuid PRIMARY KEY,
    order_id        uuid NOT NULL REFERENCES routing,
    store_id        uuid NOT NULL REFERENCES store,
    attempt         integer NOT NULL,
    state           text NOT NULL CHECK (state IN ('open', 'accepted', 'ready', 'completed', 'declined', 'expired',
                                                   'withdrawn', 'released')),
    automatic       boolean NOT NULL,
    lines           jsonb NOT NULL,
    accepted_lines  jsonb,
    reason          text,
    travel_seconds  integer NOT NULL,
    courier_seconds integer NOT NULL,
    offered_at      timestamptz NOT NULL,
    expires_at      timestamptz,
    answered_at     timestamptz,
    ready_at        timestamptz,
    promise_at      timestamptz NOT NULL
);

-- One order is with at most one store at a time.
CREATE UNIQUE INDEX one_store_at_a_time ON offer (order_id) WHERE state IN ('open', 'accepted', 'ready');
CREATE INDEX offer_newest ON offer (store_id, offered_at DESC, id DESC);
CREATE INDEX offer_load ON offer (store_id) WHERE state IN ('open', 'accepted');
CREATE INDEX offer_of_order ON offer (order_id);

CREATE TRIGGER offer_inserted AFTER INSERT ON offer
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION log_offer_change();
CREATE TRIGGER offer_updated AFTER UPDATE ON offer
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION log_offer_change();

CREATE TABLE routing_candidate (
    order_id            uuid NOT NULL REFERENCES routing,
    store_id            uuid NOT NULL,
    rank                integer NOT NULL,
    name                text NOT NULL,
    distance_metres     integer NOT NULL,
    preparation_seconds integer NOT NULL,
    courier_seconds     integer,
    travel_seconds      integer,
    promise_seconds     integer,
    verdict             text NOT NULL,
    reason              text,
    PRIMARY KEY (order_id, store_id)
);

-- What an order holds at its store. A row is taken away once, by whoever gives the pieces back or sells them.
CREATE TABLE reservation (
    order_id uuid NOT NULL REFERENCES routing,
    sku      text COLLATE "C" NOT NULL,
    store_id uuid NOT NULL,
    quantity integer NOT NULL CHECK (quantity > 0),
    made_at  timestamptz NOT NULL,
    PRIMARY KEY (order_id, sku),
    FOREIGN KEY (store_id, sku) REFERENCES item
);

CREATE INDEX reservation_of_item ON reservation (store_id, sku, made_at DESC);

CREATE TABLE unmet_demand (
    order_id  uuid PRIMARY KEY,
    at        timestamptz NOT NULL,
    reason    text NOT NULL,
    fulfilment text NOT NULL,
    latitude  double precision,
    longitude double precision,
    lines     jsonb NOT NULL
);

CREATE INDEX unmet_demand_newest ON unmet_demand (at DESC, order_id DESC);
