-- Which locker cell an order is to be put into, as far as that has come.
create table locker_drop (
    order_id uuid primary key references orders,
    facility_id uuid not null,
    size text not null check (size in ('small', 'medium', 'large')),
    if_full text not null check (if_full in ('another_locker', 'door')),
    state text not null check (state in ('wanted', 'asked', 'held', 'stored', 'at_door')),
    attempt int not null check (attempt >= 0),
    hold_id uuid unique,
    cell_facility_id uuid,
    facility_name text,
    cell text,
    latitude double precision,
    longitude double precision,
    reason text,
    constraint whoever_asks_names_a_hold check ((state in ('asked', 'held', 'stored')) <= (hold_id is not null)),
    constraint a_cell_has_its_place check ((state in ('held', 'stored')) = (cell is not null)
        and (cell is null) = (facility_name is null) and (cell is null) = (cell_facility_id is null)
        and (cell is null) = (latitude is null) and (cell is null) = (longitude is null)),
    constraint the_door_has_a_reason check ((state = 'at_door') = (reason is not null))
);
