-- That a resident was to be forgotten, and which service has done so when. Nothing here says who they were.
create table erasure (
    id uuid primary key,
    resident_id uuid not null,
    requested_at timestamptz not null
);

create index erasure_of_resident on erasure (resident_id);

create table erasure_at_service (
    erasure_id uuid not null references erasure,
    service text not null check (service in
        ('dispatch-service', 'identity-service', 'order-service', 'webhook-service')),
    forgotten_at timestamptz not null,
    primary key (erasure_id, service)
);

-- Readings are listed a page at a time.
alter table recipient_reading add column id uuid not null default gen_random_uuid() primary key;
create index recipient_reading_newest on recipient_reading (read_at desc, id desc);
