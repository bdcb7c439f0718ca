create extension if not exists btree_gist;

-- Hours are local times of the zone: minutes since Monday, 00:00; what overlaps is one.
create table facility (
    id uuid primary key,
    name text not null,
    address text,
    lat double precision not null check (lat between -90 and 90),
    lng double precision not null check (lng between -180 and 180),
    zone text not null,
    week int4multirange not null check (week <@ int4range(0, 10080)),
    version integer not null check (version >= 1),
    created_at timestamptz not null
);

-- What holds on one date instead of the week: minutes since its midnight; none is a closing day.
create table special_day (
    facility_id uuid not null references facility on delete cascade,
    day date not null,
    reason text,
    openings int4multirange not null check (openings <@ int4range(0, 1440)),
    primary key (facility_id, day)
);

create table member (
    facility_id uuid not null references facility on delete cascade,
    resident_id uuid not null,
    groups text[] not null,
    primary key (facility_id, resident_id)
);

create table resource (
    id uuid primary key,
    facility_id uuid not null references facility,
    kind text not null check (kind in ('room', 'items')),
    parent_id uuid,
    name text not null,
    features text[] not null,
    photos text[] not null,
    step_minutes integer not null check (step_minutes >= 1),
    min_minutes integer not null check (min_minutes >= 1),
    max_minutes integer not null,
    lead_minutes integer not null check (lead_minutes >= 0),
    horizon_days integer not null check (horizon_days >= 1),
    buffer_before_minutes integer not null check (buffer_before_minutes >= 0),
    buffer_after_minutes integer not null check (buffer_after_minutes >= 0),
    no_show_minutes integer not null check (no_show_minutes >= 1),
    capacity integer not null check (capacity >= 1),
    groups text[] not null,
    blackouts tstzmultirange not null,
    retired boolean not null,
    version integer not null check (version >= 1),
    created_at timestamptz not null,
    unique (id, facility_id, kind),
    constraint the_longest_is_not_shorter check (max_minutes >= min_minutes),
    constraint lengths_are_steps check (min_minutes % step_minutes = 0 and max_minutes % step_minutes = 0),
    constraint only_rooms_have_parts check (parent_id is null or kind = 'room'),
    constraint a_part_is_in_a_room_of_its_house foreign key (parent_id, facility_id, kind)
        references resource (id, facility_id, kind)
);

create index resource_by_facility on resource (facility_id, name);
create index resource_by_parent on resource (parent_id) where parent_id is not null;

-- What is claimed: one of like items, or a room without parts, which is the unit of itself. A room that is divided
-- keeps its unit, retired: only its parts are claimed.
create table unit (
    id uuid primary key,
    resource_id uuid not null references resource,
    facility_id uuid not null references facility,
    code text,
    condition text not null check (condition in ('good', 'worn', 'damaged')),
    retired boolean not null,
    unique (id, resource_id),
    unique (facility_id, code)
);

create index unit_by_resource on unit (resource_id);

create table booking (
    id uuid primary key,
    facility_id uuid not null references facility,
    resident_id uuid not null,
    during tstzrange not null,
    people integer not null check (people >= 1),
    state text not null
        check (state in ('held', 'confirmed', 'in_use', 'completed', 'expired', 'cancelled', 'no_show', 'overdue')),
    held_until timestamptz,
    begun_at timestamptz,
    version bigint not null check (version >= 1),
    booked_by text not null,
    consent text check (consent in ('phone', 'in_person', 'in_writing')),
    consented_at timestamptz,
    created_at timestamptz not null,
    constraint a_time_has_a_length check (not isempty(during) and lower_inc(during) and not upper_inc(during)
        and lower(during) is not null and upper(during) is not null),
    constraint what_is_held_ends check ((state = 'held') = (held_until is not null)),
    constraint what_is_in_use_has_begun check (state not in ('in_use', 'overdue') or begun_at is not null),
    constraint a_consent_has_a_time check ((consent is null) = (consented_at is null))
);

create index booking_by_resident on booking (resident_id, id);
create index booking_by_facility on booking (facility_id, id);

create table booking_line (
    booking_id uuid not null references booking,
    line integer not null check (line >= 0),
    resource_id uuid not null references resource,
    quantity integer not null check (quantity >= 1),
    primary key (booking_id, line),
    unique (booking_id, resource_id)
);

create index booking_line_by_resource on booking_line (resource_id);

-- Who is to have a unit when, buffers included. This is what makes double booking impossible, whatever the code does:
-- no two active claims of one unit overlap. Checked at the end of each statement, so that one statement can exchange
-- the units of several bookings.
create table claim (
    id uuid primary key,
    booking_id uuid not null,
    line integer not null,
    resource_id uuid not null,
    unit_id uuid not null,
    blocked tstzrange not null check (not isempty(blocked) and lower(blocked) is not null and upper(blocked) is not null),
    active boolean not null,
    foreign key (booking_id, line) references booking_line (booking_id, line),
    foreign key (unit_id, resource_id) references unit (id, resource_id),
    constraint no_unit_is_claimed_twice
        exclude using gist (unit_id with =, blocked with &&) where (active) deferrable initially immediate
);

create index claim_by_booking on claim (booking_id);
create index claim_by_resource on claim using gist (resource_id, blocked) where (active);

-- A unit that is gone is not claimed any more. The lock waits for whoever is retiring it.
create function claimed_unit_is_there() returns trigger language plpgsql as $$
begin
    perform 1 from unit where id = new.unit_id and not retired and condition <> 'damaged' for share;
    if not found then
        raise exception 'unit % is not there to be claimed', new.unit_id
            using errcode = 'check_violation', constraint = 'a_claimed_unit_is_there';
    end if;
    return new;
end $$;

create trigger claim_of_a_unit_that_is_there before insert or update of unit_id on claim
    for each row when (new.active) execute function claimed_unit_is_there();

-- Who has a unit now, whatever was planned: at most one.
create table possession (
    unit_id uuid primary key references unit,
    claim_id uuid not null unique references claim,
    booking_id uuid not null references booking,
    since timestamptz not null
);

create index possession_by_booking on possession (booking_id);

-- What was given and taken back, and how it looked.
create table handover (
    id uuid primary key,
    booking_id uuid not null references booking,
    unit_id uuid not null references unit,
    what text not null check (what in ('out', 'back')),
    condition text check (condition in ('good', 'worn', 'damaged')),
    missing_parts text[] not null,
    photo text,
    note text,
    at timestamptz not null,
    by_whom text not null
);

create index handover_by_unit on handover (unit_id, at);
create index handover_by_booking on handover (booking_id);

-- One code opens one booking: at a house no two that could be entered at the same time are the same.
create table access_code (
    booking_id uuid not null references booking,
    number integer not null check (number >= 1),
    facility_id uuid not null references facility,
    code text not null check (code ~ '^[0-9]{6}$'),
    valid tstzrange not null check (not isempty(valid)),
    revoked boolean not null,
    primary key (booking_id, number),
    constraint a_code_means_one_booking
        exclude using gist (facility_id with =, code with =, valid with &&) where (not revoked)
);

create unique index access_code_at_most_one on access_code (booking_id) where not revoked;

create table wrong_code (
    resource_id uuid not null references resource,
    at timestamptz not null
);

create index wrong_code_by_resource on wrong_code (resource_id, at);
