-- Where its keeper decides about each booking, and how long that may take.
alter table resource add column approval_hours integer check (approval_hours between 1 and 720);

-- What is asked for is claimed like what is held, and ends like it when nobody decides.
alter table booking
    drop constraint booking_state_check,
    drop constraint what_is_held_ends,
    add column refused_because text check (refused_because in ('unsuitable', 'needed_otherwise',
        'not_for_this_resident', 'other', 'not_decided_in_time')),
    add column refusal_note text check (length(refusal_note) between 1 and 500),
    add constraint booking_state_check check (state in ('held', 'requested', 'confirmed', 'in_use', 'completed',
        'expired', 'refused', 'cancelled', 'no_show', 'overdue')),
    add constraint what_is_held_ends check ((state in ('held', 'requested')) = (held_until is not null)),
    add constraint a_refusal_has_a_reason check ((state = 'refused') = (refused_because is not null)),
    add constraint only_refusals_are_explained check (refusal_note is null or state = 'refused');

-- A dump of this table opens nothing: of a code, there are its keyed digest, by which a door finds it, and itself
-- sealed. The key stands in the configuration. A booking whose former code is gone gets another when it is read.
delete from access_code;

alter table access_code
    drop constraint a_code_means_one_booking,
    drop column code,
    add column digest bytea not null check (length(digest) = 32),
    add column sealed bytea not null check (length(sealed) between 29 and 64),
    add constraint a_code_means_one_booking
        exclude using gist (facility_id with =, digest with =, valid with &&) where (not revoked);
