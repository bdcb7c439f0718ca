-- What it costs, in minor units; without a currency, nothing. So many percent go back until so many hours before.
alter table resource
    add column currency char(3) check (currency ~ '^[A-Z]{3}$'),
    add column fee_per_booking bigint not null default 0 check (fee_per_booking >= 0),
    add column fee_per_hour bigint not null default 0 check (fee_per_hour >= 0),
    add column deposit bigint not null default 0 check (deposit >= 0),
    add column refund_hours integer[] not null default '{}' check (0 <= all (refund_hours)),
    add column refund_percents integer[] not null default '{}'
        check (0 <= all (refund_percents) and 100 >= all (refund_percents)),
    add constraint a_refund_has_a_limit check (cardinality(refund_hours) = cardinality(refund_percents)),
    add constraint a_price_has_a_currency check (
        currency is not null or (fee_per_booking = 0 and fee_per_hour = 0 and deposit = 0));

-- What it costs stands with the booking: a price that is changed later is for later bookings. Cancelled, the house keeps
-- no more than the fee.
alter table booking
    add column currency char(3) check (currency ~ '^[A-Z]{3}$'),
    add column fee bigint not null default 0 check (fee >= 0),
    add column deposit bigint not null default 0 check (deposit >= 0),
    add column refund_hours integer[] not null default '{}',
    add column refund_amounts bigint[] not null default '{}',
    add column kept bigint check (kept between 0 and fee),
    add constraint what_costs_has_a_currency check (currency is not null or (fee = 0 and deposit = 0)),
    add constraint a_refund_has_an_amount check (cardinality(refund_hours) = cardinality(refund_amounts)),
    add constraint no_refund_is_more_than_the_fee check (0 <= all (refund_amounts) and fee >= all (refund_amounts)),
    add constraint only_the_cancelled_keep_a_part check (kept is null or state = 'cancelled');

create table payment (
    id uuid primary key,
    booking_id uuid not null references booking,
    purpose text not null check (purpose in ('fee', 'deposit')),
    method text not null check (method in ('provider', 'cash')),
    amount bigint not null check (amount > 0),
    currency char(3) not null,
    state text not null check (state in ('pending', 'authorised', 'refused', 'capturing', 'captured',
        'capture_refused', 'doubtful', 'releasing', 'released', 'never_held')),
    token text,
    authorisation_id text,
    moved bigint check (moved between 1 and amount),
    reason text,
    quiet_from timestamptz,
    attempts integer not null check (attempts >= 0),
    step_due_at timestamptz,
    leased_until timestamptz,
    constraint steps_are_due check (
        (state in ('pending', 'capturing', 'doubtful', 'releasing')) = (step_due_at is not null)),
    constraint a_token_is_forgotten check ((state = 'pending') = (token is not null)),
    constraint held_money_has_a_name check (
        (state in ('pending', 'refused', 'doubtful', 'never_held')) = (authorisation_id is null)),
    constraint moved_money_has_an_amount check (
        (state in ('capturing', 'captured', 'capture_refused')) = (moved is not null)),
    constraint refusals_have_a_reason check ((state in ('refused', 'capture_refused')) = (reason is not null)),
    constraint doubt_has_an_end check ((state = 'doubtful') = (quiet_from is not null))
);

create index payment_by_booking on payment (booking_id);
create index payment_step_due on payment (step_due_at) where step_due_at is not null;
-- Nobody pays twice for one thing.
create unique index payment_alive_once on payment (booking_id, purpose)
    where state in ('pending', 'authorised', 'capturing', 'captured');

-- What is broken or missing, and how much of the deposit was kept for it.
create table damage (
    id uuid primary key,
    booking_id uuid not null references booking,
    unit_id uuid references unit,
    description text not null check (length(description) between 1 and 1000),
    photo text,
    kept bigint check (kept > 0),
    reported_by text not null,
    reported_at timestamptz not null
);

create index damage_by_booking on damage (booking_id, id);
