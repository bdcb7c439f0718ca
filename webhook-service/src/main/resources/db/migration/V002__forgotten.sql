-- Who was forgotten: an event of theirs that comes only then loses the door, and is told to them no more. Kept as long as
-- the log.
create table forgotten_party (
    party text primary key,
    forgotten_at timestamptz not null
);
