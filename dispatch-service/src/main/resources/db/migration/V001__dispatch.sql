CREATE TABLE courier (
    courier_id       uuid PRIMARY KEY,
    name             text NOT NULL,
    phone            text,
    fleet_id         uuid,
    capacity         integer NOT NULL CHECK (capacity BETWEEN 1 AND 5),
    registered_at    timestamptz NOT NULL,
    shift_started_at timestamptz,
    last_heard_at    timestamptz
);
CREATE INDEX courier_newest ON courier (registered_at DESC, courier_id DESC);
CREATE INDEX courier_of_fleet ON courier (fleet_id) WHERE fleet_id IS NOT NULL;
CREATE INDEX courier_on_shift ON courier (courier_id) WHERE shift_started_at IS NOT NULL;

-- Last known positions: what is left when Redis is away.
CREATE TABLE courier_position (
    courier_id uuid PRIMARY KEY REFERENCES courier,
    latitude   double precision NOT NULL,
    longitude  double precision NOT NULL,
    at         timestamptz NOT NULL
);

CREATE TABLE delivery (
    delivery_id          uuid PRIMARY KEY,
    order_id             uuid NOT NULL UNIQUE,
    store_id             uuid NOT NULL,
    platform_id          uuid,
    resident_id          uuid,
    pickup_latitude      double precision NOT NULL,
    pickup_longitude     double precision NOT NULL,
    dropoff_latitude     double precision NOT NULL,
    dropoff_longitude    double precision NOT NULL,
    promise_at           timestamptz NOT NULL,
    not_before           timestamptz,
    collect_method       text CHECK (collect_method IN ('cash', 'card_at_door')),
    collect_amount       bigint CHECK (collect_amount >= 0),
    collect_currency     text,
    unreachable          text NOT NULL CHECK (unreachable IN ('leave_at_door', 'return')),
    ready_at             timestamptz NOT NULL,
    ready                boolean NOT NULL,
    bag_code             text NOT NULL CHECK (bag_code ~ '^\d{6}$'),
    bag_wrong_tries      integer NOT NULL CHECK (bag_wrong_tries BETWEEN 0 AND 5),
    recipient_code       text NOT NULL CHECK (recipient_code ~ '^\d{6}$'),
    recipient_wrong_tries integer NOT NULL CHECK (recipient_wrong_tries BETWEEN 0 AND 5),
    state                text NOT NULL CHECK (state IN
        ('pending', 'assigned', 'at_pickup', 'picked_up', 'at_dropoff', 'delivered', 'returning', 'returned', 'cancelled')),
    attempt              integer NOT NULL CHECK (attempt >= 0),
    courier_id           uuid REFERENCES courier,
    fleet_id             uuid,
    pickup_eta           timestamptz,
    dropoff_eta          timestamptz,
    left_by              uuid,
    proof                text CHECK (proof IN ('recipient_code', 'photo', 'left_at_door')),
    photo_id             uuid,
    reason               text,
    sequence             bigint NOT NULL,
    created_at           timestamptz NOT NULL,
    changed_at           timestamptz NOT NULL,
    -- Who is at it now; held against the courier's slots below.
    holder               uuid GENERATED ALWAYS AS
        (CASE WHEN state IN ('assigned', 'at_pickup', 'picked_up', 'at_dropoff', 'returning') THEN courier_id END) STORED,
    CHECK ((collect_method IS NULL) = (collect_amount IS NULL) AND (collect_method IS NULL) = (collect_currency IS NULL)),
    CHECK ((state IN ('pending', 'cancelled')) = (courier_id IS NULL)),
    CHECK ((courier_id IS NULL) = (pickup_eta IS NULL) AND (courier_id IS NULL) = (dropoff_eta IS NULL)),
    CHECK ((state = 'delivered') = (proof IS NOT NULL)),
    CHECK ((state IN ('returning', 'returned', 'cancelled')) = (reason IS NOT NULL))
);
CREATE INDEX delivery_newest ON delivery (created_at DESC, delivery_id DESC);
CREATE INDEX delivery_waiting ON delivery (ready_at) WHERE state = 'pending';
CREATE INDEX delivery_of_courier ON delivery (courier_id) WHERE courier_id IS NOT NULL;
CREATE INDEX delivery_of_store ON delivery (store_id, created_at DESC);

-- A courier has as many slots as they can carry deliveries at a time, and each delivery sits in at most one slot:
-- neither can be exceeded, whatever runs at once. An open offer holds its slot too.
CREATE TABLE courier_slot (
    courier_id  uuid NOT NULL REFERENCES courier,
    slot        integer NOT NULL CHECK (slot BETWEEN 1 AND 5),
    delivery_id uuid UNIQUE REFERENCES delivery,
    PRIMARY KEY (courier_id, slot),
    UNIQUE (courier_id, delivery_id)
);

ALTER TABLE delivery ADD CONSTRAINT delivery_is_in_a_slot_of_its_courier
    FOREIGN KEY (holder, delivery_id) REFERENCES courier_slot (courier_id, delivery_id) DEFERRABLE INITIALLY DEFERRED;

CREATE TABLE delivery_change (
    delivery_id uuid NOT NULL REFERENCES delivery,
    sequence    bigint NOT NULL,
    state       text NOT NULL,
    at          timestamptz NOT NULL,
    actor       text NOT NULL,
    reason      text,
    PRIMARY KEY (delivery_id, sequence)
);

CREATE TABLE courier_offer (
    offer_id    uuid PRIMARY KEY,
    delivery_id uuid NOT NULL REFERENCES delivery,
    courier_id  uuid NOT NULL REFERENCES courier,
    state       text NOT NULL CHECK (state IN ('open', 'accepted', 'declined', 'expired', 'withdrawn')),
    attempt     integer NOT NULL CHECK (attempt >= 1),
    pickup_eta  timestamptz NOT NULL,
    dropoff_eta timestamptz NOT NULL,
    pay_amount  bigint NOT NULL CHECK (pay_amount >= 0),
    pay_currency text NOT NULL,
    reason      text,
    offered_at  timestamptz NOT NULL,
    expires_at  timestamptz NOT NULL,
    answered_at timestamptz,
    CHECK ((state = 'open') = (answered_at IS NULL))
);
-- A delivery is offered to one courier at a time, and a courier is asked one thing at a time.
CREATE UNIQUE INDEX courier_offer_one_per_delivery ON courier_offer (delivery_id) WHERE state = 'open';
CREATE UNIQUE INDEX courier_offer_one_per_courier ON courier_offer (courier_id) WHERE state = 'open';
CREATE INDEX courier_offer_of_delivery ON courier_offer (delivery_id, offered_at);
CREATE INDEX courier_offer_newest ON courier_offer (offered_at DESC, offer_id DESC);

-- Orders that the resident fetches: what is told of them later concerns nobody here.
CREATE TABLE pickup_order (
    order_id    uuid PRIMARY KEY,
    accepted_at timestamptz NOT NULL
);

CREATE TABLE incident (
    incident_id uuid PRIMARY KEY,
    delivery_id uuid NOT NULL REFERENCES delivery,
    order_id    uuid NOT NULL,
    courier_id  uuid NOT NULL REFERENCES courier,
    fleet_id    uuid,
    reason      text NOT NULL CHECK (reason IN ('courier_silent', 'overdue')),
    raised_at   timestamptz NOT NULL,
    decision    text CHECK (decision IN ('keep_going', 'bring_back', 'declare_lost')),
    note        text,
    resolved_at timestamptz,
    CHECK ((decision IS NULL) = (resolved_at IS NULL))
);
CREATE UNIQUE INDEX incident_one_open_per_delivery ON incident (delivery_id) WHERE resolved_at IS NULL;
CREATE INDEX incident_newest ON incident (raised_at DESC, incident_id DESC);

CREATE TABLE photo (
    photo_id     uuid PRIMARY KEY,
    delivery_id  uuid NOT NULL REFERENCES delivery,
    sha256       text NOT NULL,
    content_type text NOT NULL CHECK (content_type IN ('image/jpeg', 'image/png', 'image/webp')),
    bytes        bigint NOT NULL CHECK (bytes > 0),
    uploaded_at  timestamptz NOT NULL,
    UNIQUE (delivery_id, sha256)
);

-- The key that links to photos are signed with: the same for all instances.
CREATE TABLE link_key (
    only_one boolean PRIMARY KEY DEFAULT true CHECK (only_one),
    secret   bytea NOT NULL
);

-- What a courier is owed and what they hold; rows are added, never changed.
CREATE TABLE earning (
    entry_id    uuid PRIMARY KEY,
    courier_id  uuid NOT NULL REFERENCES courier,
    fleet_id    uuid,
    delivery_id uuid NOT NULL REFERENCES delivery,
    kind        text NOT NULL CHECK (kind IN ('delivered', 'returned', 'cash_collected')),
    amount      bigint NOT NULL CHECK (amount >= 0),
    currency    text NOT NULL,
    day         date NOT NULL,
    at          timestamptz NOT NULL,
    UNIQUE (delivery_id, kind)
);
CREATE INDEX earning_of_day ON earning (courier_id, day);

-- Which instance plans the batches. Only for economy: the constraints above hold with two planners as well.
CREATE TABLE batch_lead (
    only_one boolean PRIMARY KEY DEFAULT true CHECK (only_one),
    holder   uuid NOT NULL,
    until    timestamptz NOT NULL
);
