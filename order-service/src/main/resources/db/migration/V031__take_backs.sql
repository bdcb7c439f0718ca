-- Old for new: what of an order's old appliances is wanted, and what recycling-service makes of it.
create table take_back (
    order_id uuid primary key references orders,
    take_back_id uuid not null unique,
    wish jsonb not null,
    state text not null check (state in ('wanted', 'asked', 'booked', 'refused', 'withdrawn')),
    pickup_id uuid,
    starts_at timestamptz,
    ends_at timestamptz check (ends_at > starts_at),
    reason text,
    check ((state = 'booked') = (pickup_id is not null and starts_at is not null and ends_at is not null))
);
