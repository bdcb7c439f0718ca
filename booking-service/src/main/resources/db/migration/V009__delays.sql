-- Whoever is next has been told that what they are to have is late.
alter table booking add column delayed boolean not null default false;
