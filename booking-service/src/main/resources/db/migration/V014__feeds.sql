-- Calendars and exports read what ends after a time at one house; programs read them again and again.
create index booking_by_end on booking (facility_id, upper(during));
