-- What is given out over the counter, piece by piece.
create table medicine (
    id uuid primary key,
    facility_id uuid not null references facility,
    name text not null,
    over_the_counter boolean not null check (over_the_counter),
    per_person_per_day integer not null check (per_person_per_day >= 1),
    per_day integer check (per_day >= 1),
    retired boolean not null,
    version integer not null check (version >= 1),
    created_at timestamptz not null
);

create index medicine_by_facility on medicine (facility_id, name);

-- What remains is counted by what goes out (below), and never below zero.
create table lot (
    id uuid primary key,
    medicine_id uuid not null references medicine,
    code text not null,
    expires_on date not null,
    received integer not null check (received >= 1),
    remaining integer not null,
    recalled text check (length(recalled) between 1 and 500),
    recalled_at timestamptz,
    unique (medicine_id, code),
    constraint no_more_goes_out_than_came_in check (remaining between 0 and received),
    constraint a_recall_has_a_reason check ((recalled is null) = (recalled_at is null))
);

create table dispensing (
    id uuid primary key,
    medicine_id uuid not null references medicine,
    resident_id uuid not null,
    quantity integer not null check (quantity >= 1),
    at timestamptz not null,
    day date not null,
    by_whom text not null
);

create index dispensing_by_day on dispensing (medicine_id, day, resident_id);

create table dispensed (
    dispensing_id uuid not null references dispensing,
    lot_id uuid not null references lot,
    quantity integer not null check (quantity >= 1),
    primary key (dispensing_id, lot_id)
);

create index dispensed_by_lot on dispensed (lot_id);

-- Nothing that is expired or recalled goes out, whatever the code does: by the calendar of the house, on the day on which
-- it is given. The update waits for whoever is recalling the lot, and then finds it gone.
create function takes_from_a_lot_in_reach() returns trigger language plpgsql as $$
begin
    update lot set remaining = remaining - new.quantity
    from dispensing
        join medicine on medicine.id = dispensing.medicine_id
        join facility on facility.id = medicine.facility_id
    where lot.id = new.lot_id and dispensing.id = new.dispensing_id and lot.medicine_id = medicine.id
        and lot.recalled is null and lot.expires_on > (dispensing.at at time zone facility.zone)::date;
    if not found then
        raise exception 'lot % is out of reach', new.lot_id
            using errcode = 'check_violation', constraint = 'what_goes_out_is_in_reach';
    end if;
    return new;
end $$;

create trigger dispensed_from_a_lot_in_reach before insert on dispensed
    for each row execute function takes_from_a_lot_in_reach();

create function given_stays_given() returns trigger language plpgsql as $$
begin
    raise exception 'what was given out stays so' using errcode = 'restrict_violation';
end $$;

create trigger dispensed_is_append_only before update or delete on dispensed
    for each statement execute function given_stays_given();
