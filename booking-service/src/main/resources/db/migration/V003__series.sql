-- Bookings that were made at once, by one rule.
create table booking_series (
    id uuid primary key,
    facility_id uuid not null references facility,
    resident_id uuid not null,
    recurrence text not null,
    created_at timestamptz not null
);

alter table booking add column series_id uuid references booking_series;

create index booking_by_series on booking (series_id) where series_id is not null;
