-- Locker cells, and who holds them for what.
create table cell (
    id uuid primary key,
    facility_id uuid not null references facility,
    label text not null check (length(label) between 1 and 40),
    size integer not null check (size between 1 and 3),
    lock_id text check (length(lock_id) between 1 and 100),
    offline_sealed bytea check (length(offline_sealed) between 29 and 64),
    retired boolean not null,
    unique (facility_id, label),
    unique (id, facility_id)
);

-- A hold ends by itself: what is not put in, collected or taken back in time has a moment at which something happens to
-- it. Its code is the one that is alive now, sealed, as codes of bookings are.
create table cell_hold (
    id uuid primary key,
    purpose text not null check (purpose in ('order', 'parcel')),
    order_id uuid,
    fleet_id uuid,
    platform_id uuid,
    resident_id uuid,
    reference text,
    facility_id uuid not null,
    cell_id uuid not null,
    state text not null check (state in ('held', 'stored', 'uncollected', 'released')),
    outcome text check (outcome in ('collected', 'taken_back', 'given_up', 'never_dropped')),
    ends_at timestamptz,
    digest bytea,
    sealed bytea,
    lock_silent boolean not null default false,
    version bigint not null check (version >= 1),
    created_at timestamptz not null,
    foreign key (cell_id, facility_id) references cell (id, facility_id),
    constraint every_hold_ends check ((state = 'released') = (ends_at is null)),
    constraint what_is_over_has_an_outcome check ((state = 'released') = (outcome is not null)),
    constraint a_code_lives_until_its_use check (
        (state = 'released') = (digest is null) and (digest is null) = (sealed is null)),
    constraint it_is_for_an_order_or_a_parcel check (
        (purpose = 'order') = (order_id is not null) and (purpose = 'parcel') = (fleet_id is not null))
);

-- Whatever the code does, whoever asks at once.
create unique index no_cell_is_held_twice on cell_hold (cell_id) where state <> 'released';
create unique index a_code_opens_one_cell on cell_hold (facility_id, digest) where digest is not null;
create index cell_hold_by_resident on cell_hold (resident_id, id) where resident_id is not null;
create index cell_hold_by_facility on cell_hold (facility_id, id);
create index cell_hold_by_fleet on cell_hold (fleet_id, id) where fleet_id is not null;
create index cell_hold_by_platform on cell_hold (platform_id, id) where platform_id is not null;
create index cell_hold_by_order on cell_hold (order_id) where order_id is not null;

create table cell_collector (
    hold_id uuid not null references cell_hold,
    resident_id uuid not null,
    primary key (hold_id, resident_id)
);

create index cell_collector_by_resident on cell_collector (resident_id, hold_id);

create table wrong_cell_code (
    facility_id uuid not null references facility,
    at timestamptz not null
);

create index wrong_cell_code_by_facility on wrong_cell_code (facility_id, at);

-- What was refused, so that it is not answered again, and giving it up is nothing.
create table cell_refusal (
    hold_id uuid primary key,
    at timestamptz not null
);
