-- Old for new: the pickup that an order takes along, or why there is none. An order has one, however often it asks.
CREATE TABLE take_back (
    take_back_id uuid PRIMARY KEY,
    order_id     uuid NOT NULL UNIQUE,
    resident_id  uuid NOT NULL,
    pickup_id    uuid UNIQUE REFERENCES pickup,
    refused      text CHECK (refused IN ('item_unknown', 'not_an_appliance', 'no_slot')),
    asked_at     timestamptz NOT NULL,
    withdrawn_at timestamptz,
    CHECK ((pickup_id IS NULL) = (refused IS NOT NULL))
);
