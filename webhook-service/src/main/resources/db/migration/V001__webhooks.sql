-- Whom an order concerns, learned from its events: most of them name only the order.
create table known_order (
    order_id uuid primary key,
    platform_id uuid,
    resident_id uuid,
    taken_at uuid,
    store_id uuid,
    changed_at timestamptz not null
);

create index known_order_by_age on known_order (changed_at);

-- Who is at a delivery, up to the last of its events that was taken in; there is no gap before it.
create table known_delivery (
    delivery_id uuid primary key,
    order_id uuid not null,
    sequence bigint not null check (sequence >= 1),
    courier_id uuid,
    fleet_id uuid,
    changed_at timestamptz not null,
    constraint a_fleet_has_a_courier_there check (fleet_id is null or courier_id is not null)
);

create index known_delivery_by_age on known_delivery (changed_at);

-- Every event, with whom it concerns and how much of it each of them may know. It is published when it has a position.
create table published_event (
    id uuid primary key,
    type text not null,
    source text not null,
    subject uuid not null,
    sequence bigint not null check (sequence >= 1),
    occurred_at timestamptz not null,
    data text not null,
    parties text[] not null check (cardinality(parties) >= 1),
    sights text[] not null check (sights <@ array['whole', 'buyer', 'store', 'carrier']),
    taken_at timestamptz not null,
    arrival bigint generated always as identity,
    position bigint unique check (position >= 1),
    constraint everybody_has_a_sight check (cardinality(parties) = cardinality(sights))
);

create index published_event_unplaced on published_event (arrival) where position is null;
create index published_event_by_age on published_event (taken_at);

-- The order of publication. Who has its lock gives positions.
create table feed (
    one boolean primary key default true check (one),
    head bigint not null,
    floor bigint not null,
    check (floor between 0 and head)
);

insert into feed (head, floor) values (0, 0);

-- What a party is told, in the order of publication.
create table party_event (
    party text not null,
    position bigint not null,
    event_id uuid not null references published_event on delete cascade,
    sight text not null,
    type text not null,
    subject uuid not null,
    occurred_at timestamptz not null,
    primary key (party, position)
);

create index party_event_by_event on party_event (event_id);
create index party_event_by_time on party_event (party, occurred_at);
create index party_event_by_subject on party_event (subject);

-- What every endpoint's secret is derived from.
create table secret_seed (
    one boolean primary key default true check (one),
    seed bytea not null check (length(seed) = 32)
);

create table endpoint (
    id uuid primary key,
    party text not null,
    url text not null check (length(url) between 1 and 8192),
    types text[] not null check (cardinality(types) between 1 and 50),
    description text,
    state text not null check (state in ('active', 'paused', 'disabled', 'deleted')),
    disabled_why text check (disabled_why in ('gone', 'failing')),
    disabled_at timestamptz,
    version integer not null check (version >= 1),
    told bigint not null check (told >= 0),
    created_by text not null,
    created_at timestamptz not null,
    changed_at timestamptz not null,
    constraint a_disabled_one_says_why check (
        (state = 'disabled') = (disabled_why is not null) and (state = 'disabled') = (disabled_at is not null))
);

create index endpoint_by_party on endpoint (party, id) where state <> 'deleted';

-- That a secret exists, and until when; what it is, stands nowhere.
create table endpoint_secret (
    endpoint_id uuid not null references endpoint on delete cascade,
    number integer not null check (number >= 1),
    created_at timestamptz not null,
    ends_at timestamptz,
    primary key (endpoint_id, number)
);

-- What changes with every call of an endpoint. Its lock is taken first by whoever changes the endpoint or its
-- deliveries; it is looked at when it is due, and those looked at longest ago come first.
create table lane (
    endpoint_id uuid primary key references endpoint on delete cascade,
    due_at timestamptz,
    looked_at timestamptz not null,
    held_until timestamptz,
    failures integer not null default 0 check (failures >= 0),
    failing_since timestamptz,
    resends_until timestamptz,
    constraint failures_have_a_beginning check ((failures = 0) = (failing_since is null))
) with (fillfactor = 70);

create index lane_due on lane (due_at) where due_at is not null;

-- One event to one endpoint. While an instance is at it, next_at is the end of its lease: a crash leaves it due.
create table delivery (
    id uuid primary key,
    endpoint_id uuid not null references endpoint on delete cascade,
    event_id uuid not null references published_event on delete cascade,
    party text not null,
    state text not null check (state in ('pending', 'delivered', 'failed')),
    attempts integer not null default 0 check (attempts >= 0),
    earlier integer not null default 0 check (earlier between 0 and attempts),
    created_at timestamptz not null,
    next_at timestamptz,
    leased_until timestamptz,
    give_up_at timestamptz not null,
    ended_at timestamptz,
    unique (event_id, endpoint_id),
    constraint pending_has_a_time check ((state = 'pending') = (next_at is not null)),
    constraint an_end_has_a_time check ((state = 'pending') = (ended_at is null)),
    constraint only_pending_is_under_way check (leased_until is null or state = 'pending')
) with (fillfactor = 80);

create index delivery_due on delivery (endpoint_id, next_at) where state = 'pending';
create index delivery_under_way on delivery (endpoint_id, leased_until) where leased_until is not null;
create index delivery_by_party on delivery (party, id);
create index delivery_by_endpoint on delivery (endpoint_id, id);

-- Calls of endpoints. What stood in the answers is not kept.
create table attempt (
    delivery_id uuid not null references delivery on delete cascade,
    number integer not null check (number >= 1),
    at timestamptz not null,
    outcome text not null,
    status integer,
    latency_millis integer not null check (latency_millis >= 0),
    primary key (delivery_id, number)
);

-- When a lane is to be looked at next: when a call ends, if there are as many as may be; else when a delivery is due.
-- Never, if its endpoint is sent nothing.
create function next_look(lane_id uuid, instant timestamptz, at_once integer, careful_after integer)
    returns timestamptz language sql stable
    return (
        select case
            when endpoint.state <> 'active' then null
            when under_way.calls >= case when lane.failures >= careful_after then 1 else at_once end
                then under_way.first_end
            else (
                select greatest(delivery.next_at, lane.held_until) from delivery
                where delivery.endpoint_id = lane_id and delivery.state = 'pending'
                order by delivery.next_at limit 1)
        end
        from lane
        join endpoint on endpoint.id = lane.endpoint_id
        cross join (
            select count(*) as calls, min(leased_until) as first_end from delivery
            where delivery.endpoint_id = lane_id and delivery.leased_until > instant) as under_way
        where lane.endpoint_id = lane_id);
