-- Locks and boxes that a provider opens, and what it has been told of each access code.
alter table resource add column lock_id text check (length(lock_id) between 1 and 100);

-- What a lock knows by itself, sealed.
create table offline_code (
    resource_id uuid primary key references resource,
    sealed bytea not null check (length(sealed) between 29 and 64)
);

-- A code at a lock: to be set, set, to be revoked, revoked; or refused by the provider.
create table lock_code (
    booking_id uuid not null,
    number integer not null,
    resource_id uuid not null references resource,
    lock_id text not null,
    valid tstzrange not null check (not isempty(valid)),
    state text not null check (state in ('setting', 'set', 'revoking', 'revoked', 'refused')),
    attempts integer not null default 0 check (attempts >= 0),
    step_due_at timestamptz,
    leased_until timestamptz,
    primary key (booking_id, number, resource_id),
    foreign key (booking_id, number) references access_code (booking_id, number),
    constraint steps_of_locks_are_due check ((state in ('setting', 'revoking')) = (step_due_at is not null))
);

create index lock_code_due on lock_code (step_due_at) where step_due_at is not null;
