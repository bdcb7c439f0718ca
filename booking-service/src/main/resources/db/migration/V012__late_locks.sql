-- A code that was on its way to a lock when it was revoked may arrive after that: it is revoked once more then.
alter table lock_code add column doubtful_until timestamptz;
