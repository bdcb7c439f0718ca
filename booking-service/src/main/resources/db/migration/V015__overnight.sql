-- What may be kept while the house is closed: a drill from Saturday to Monday, a guest room.
alter table resource add column overnight boolean not null default false;

-- Whoever gives a booking back after it should have begun has not come: it counts like one that was missed.
alter table booking
    add column given_up_late boolean not null default false,
    add constraint only_what_is_cancelled_is_given_up check (state = 'cancelled' or not given_up_late);

-- Nobody waits for what has begun.
alter table waiting drop constraint waiting_state_check;
alter table waiting add constraint waiting_state_check
    check (state in ('waiting', 'offered', 'taken', 'lapsed', 'left', 'passed'));
update waiting set state = 'passed' where state = 'waiting' and lower(during) <= now();
