-- That somebody has a link to a calendar; what opens it stands nowhere.
create table calendar_link (
    id uuid primary key,
    resident_id uuid,
    resource_id uuid references resource,
    facility_id uuid references facility,
    revoked boolean not null,
    created_at timestamptz not null,
    constraint a_calendar_is_of_one_thing check (num_nonnulls(resident_id, resource_id) = 1),
    constraint a_resource_is_in_a_house check ((resource_id is null) = (facility_id is null))
);

create index calendar_link_by_resident on calendar_link (resident_id) where resident_id is not null;
create index calendar_link_by_facility on calendar_link (facility_id) where facility_id is not null;
