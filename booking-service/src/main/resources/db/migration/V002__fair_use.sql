-- How often a resident may book at a facility, and how long somebody who did not come has to wait.
alter table facility
    add column per_week integer check (per_week >= 1),
    add column no_shows integer check (no_shows >= 1),
    add column no_shows_within_days integer check (no_shows_within_days >= 1),
    add column cool_down_days integer check (cool_down_days >= 1),
    add constraint a_cool_down_is_whole check (num_nulls(no_shows, no_shows_within_days, cool_down_days) in (0, 3));

-- How often of one resource, and how much of a day is kept for a group until so many hours before.
alter table resource
    add column per_week integer check (per_week >= 1),
    add column kept_group text,
    add column kept_percent integer check (kept_percent between 1 and 100),
    add column kept_hours integer check (kept_hours >= 1),
    add constraint a_share_is_whole check (num_nulls(kept_group, kept_percent, kept_hours) in (0, 3));

create index booking_by_use on booking (resident_id, facility_id, lower(during));

-- Who waits for a time. An offer is a booking that is held for whoever is first in line.
create table waiting (
    id uuid primary key,
    resource_id uuid not null references resource,
    facility_id uuid not null references facility,
    resident_id uuid not null,
    during tstzrange not null,
    quantity integer not null check (quantity >= 1),
    state text not null check (state in ('waiting', 'offered', 'taken', 'lapsed', 'left')),
    booking_id uuid unique references booking,
    created_at timestamptz not null,
    constraint an_offer_is_a_booking check ((state in ('offered', 'taken', 'lapsed')) = (booking_id is not null))
);

create index waiting_in_line on waiting (facility_id, id) where state = 'waiting';
create index waiting_by_resident on waiting (resident_id, id);
create unique index waiting_once on waiting (resource_id, resident_id, during) where state in ('waiting', 'offered');
