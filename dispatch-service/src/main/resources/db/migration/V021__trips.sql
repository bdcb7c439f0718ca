-- What an offer would add to: what its courier carries besides, and when with it. Accepted, these times hold. No foreign
-- key to deliveries: it would lock them behind the courier, against the order of locks.
ALTER TABLE courier_offer ADD COLUMN added_seconds bigint NOT NULL DEFAULT 0 CHECK (added_seconds >= 0);

CREATE TABLE courier_offer_beside (
    offer_id    uuid NOT NULL REFERENCES courier_offer,
    delivery_id uuid NOT NULL,
    pickup_eta  timestamptz,
    dropoff_eta timestamptz NOT NULL,
    PRIMARY KEY (offer_id, delivery_id)
);
