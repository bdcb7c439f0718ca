-- Quotes: what was asked, by whom, and the answer that holds until it expires.
create table quote (
    id uuid primary key,
    asked_by text not null check (asked_by ~ '^(platform|resident|store):.+$'),
    basket jsonb not null,
    serviceable boolean not null,
    reason text,
    delivery_fee bigint check (delivery_fee >= 0),
    currency char(3) not null,
    promise_at timestamptz,
    promise_seconds bigint check (promise_seconds >= 0),
    metres bigint check (metres >= 0),
    created_at timestamptz not null,
    expires_at timestamptz not null check (expires_at > created_at),
    constraint quote_says_why_not check (serviceable = (reason is null)),
    constraint quote_has_its_figures check (
        serviceable = (delivery_fee is not null and promise_at is not null
            and promise_seconds is not null and metres is not null))
);

create index quote_by_age on quote (expires_at);

-- Orders. What only one state knows is in its detail; the status told to the outside follows from the state.
create table orders (
    id uuid primary key,
    kind text not null check (kind in ('routed', 'counter')),
    fulfilment text not null check (fulfilment in ('delivery', 'pickup')),
    buyer_role text not null check (buyer_role in ('platform', 'resident', 'store')),
    buyer_id uuid not null,
    resident_id uuid,
    taken_at uuid,
    goods_total bigint not null check (goods_total > 0),
    delivery_fee bigint not null check (delivery_fee >= 0),
    currency char(3) not null check (currency ~ '^[A-Z]{3}$'),
    pay_by text not null check (pay_by in ('provider', 'cash', 'card_at_door')),
    latitude double precision check (latitude between -90 and 90),
    longitude double precision check (longitude between -180 and 180),
    window_start timestamptz,
    window_end timestamptz,
    unreachable text not null check (unreachable in ('leave_at_door', 'return')),
    quote_id uuid references quote,
    reference text check (length(reference) between 1 and 64),
    placed_at timestamptz not null,
    updated_at timestamptz not null check (updated_at >= placed_at),
    sequence bigint not null check (sequence >= 0),
    state text not null check (state in ('placed', 'authorised', 'offered', 'taken', 'accepted', 'ready',
        'completed', 'cancelled', 'unfulfilled', 'returned')),
    status text not null generated always as (
        case state when 'authorised' then 'placed' when 'taken' then 'accepted' else state end) stored,
    detail jsonb not null,
    store_id uuid,
    delivery jsonb,
    ended_at timestamptz,
    constraint counter_order_names_its_store check ((kind = 'counter') = (taken_at is not null)),
    constraint destination_is_a_point check ((latitude is null) = (longitude is null)),
    constraint only_counter_pickups_go_nowhere check (
        latitude is not null or (kind = 'counter' and fulfilment = 'pickup')),
    constraint window_ends_after_it_starts check (window_start < window_end),
    constraint window_is_whole check ((window_start is null) = (window_end is null)),
    constraint final_states_have_an_end check (
        (state in ('completed', 'cancelled', 'unfulfilled', 'returned')) = (ended_at is not null)),
    constraint whoever_has_it_is_known check (
        state not in ('offered', 'taken', 'accepted', 'ready', 'completed', 'returned') or store_id is not null),
    constraint quote_is_used_once unique (quote_id)
);

create index orders_newest on orders (placed_at desc, id desc);
create index orders_of_buyer on orders (buyer_id, placed_at desc, id desc);
create index orders_of_resident on orders (resident_id, placed_at desc, id desc) where resident_id is not null;
create index orders_of_store on orders (store_id, placed_at desc, id desc) where store_id is not null;

-- An order that has ended stays as it ended; only what was told afterwards may be added.
create function orders_keep_their_end() returns trigger language plpgsql as $$
begin
    if old.ended_at is not null and (new.state, new.detail, new.ended_at) is distinct from (old.state, old.detail, old.ended_at) then
        raise exception 'order % has ended', old.id using errcode = 'restrict_violation';
    end if;
    return new;
end
$$;

create trigger orders_end_once before update on orders for each row execute function orders_keep_their_end();

create table order_line (
    order_id uuid not null references orders,
    line int not null check (line >= 1),
    sku text not null,
    name text,
    quantity int not null check (quantity between 1 and 999),
    unit_price bigint not null check (unit_price >= 0),
    substitution text not null check (substitution in ('allowed', 'refused')),
    primary key (order_id, line),
    constraint one_line_per_item unique (order_id, sku)
);

-- Personal. Apart from the order, so that it can be erased and is read by nobody who does not ask for it.
create table order_contact (
    order_id uuid primary key references orders,
    recipient_name text,
    recipient_phone text,
    recipient_note text,
    address text,
    payer_name text,
    payer_phone text
);

-- Who looked at a recipient.
create table recipient_reading (
    order_id uuid not null references orders,
    reader text not null,
    read_at timestamptz not null
);

create index recipient_reading_of_order on recipient_reading (order_id, read_at);

create table pickup_code (
    order_id uuid primary key references orders,
    digits char(6) not null check (digits ~ '^[0-9]{6}$'),
    wrong_tries int not null check (wrong_tries between 0 and 5),
    issued_at timestamptz not null
);

-- The timeline: sequence without gaps, given while the order's row is locked.
create table timeline_entry (
    order_id uuid not null references orders,
    sequence bigint not null check (sequence >= 1),
    type text not null,
    at timestamptz not null,
    entry jsonb not null,
    primary key (order_id, sequence)
);

-- Which stores were asked, and all that were considered for each attempt.
create table routing_attempt (
    offer_id uuid primary key,
    order_id uuid not null references orders,
    attempt int not null check (attempt >= 1),
    store_id uuid not null,
    store_name text,
    offered_at timestamptz not null,
    expires_at timestamptz not null,
    promise_at timestamptz not null,
    candidates jsonb not null,
    answer text not null check (answer in ('open', 'accepted', 'declined', 'expired', 'withdrawn')),
    answered_at timestamptz,
    reason text,
    fault text,
    constraint attempts_are_counted unique (order_id, attempt),
    constraint answers_have_a_time check ((answer = 'open') = (answered_at is null)),
    constraint declines_have_a_reason check ((answer = 'declined') = (reason is not null and fault is not null))
);

-- Invariant: an order is accepted by one store at most.
create unique index routing_attempt_accepted_once on routing_attempt (order_id) where answer = 'accepted';

create table routing_failure (
    order_id uuid primary key references orders,
    reason text not null,
    at timestamptz not null,
    candidates jsonb not null
);

-- Payments, each with the step it asks for. A step is due until it has taken effect; whoever takes it holds a lease, so
-- that a process that dies with it is followed by another.
create table payment (
    order_id uuid primary key references orders,
    method text not null check (method in ('provider', 'cash', 'card_at_door')),
    amount bigint not null check (amount > 0),
    currency char(3) not null,
    state text not null check (state in ('pending', 'authorised', 'refused', 'capturing', 'captured',
        'capture_refused', 'releasing', 'released')),
    token text,
    authorisation_id text,
    moved bigint check (moved between 1 and amount),
    reason text,
    until timestamptz,
    attempts int not null default 0 check (attempts >= 0),
    step_due_at timestamptz,
    leased_until timestamptz,
    constraint steps_are_due check ((state in ('pending', 'capturing', 'releasing')) = (step_due_at is not null)),
    constraint token_is_forgotten check ((state = 'pending') = (token is not null)),
    constraint held_money_has_a_name check (
        state not in ('authorised', 'capturing', 'captured', 'capture_refused') or authorisation_id is not null),
    constraint moved_money_has_an_amount check (
        (state in ('capturing', 'captured', 'capture_refused')) = (moved is not null)),
    constraint waiting_has_an_end check ((state in ('pending', 'releasing')) = (until is not null)),
    constraint refusals_have_a_reason check ((state in ('refused', 'capture_refused')) = (reason is not null))
);

create index payment_steps on payment (step_due_at) where step_due_at is not null;
