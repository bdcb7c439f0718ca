-- "Let go of what may be held" was a release without a name. It is a state of its own now, and what was let go keeps its
-- name, so that an authorisation that turns up ever so late is told from one that was let go before.
alter table payment
    drop constraint payment_state_check,
    drop constraint steps_are_due,
    drop constraint held_money_has_a_name,
    drop constraint waiting_has_an_end;

update payment set state = 'doubtful' where state = 'releasing' and authorisation_id is null;
update payment set until = null where state = 'releasing';
update payment set authorisation_id = 'forgotten' where state = 'released';

alter table payment
    add constraint payment_state_check check (state in ('pending', 'authorised', 'refused', 'capturing', 'captured',
        'capture_refused', 'doubtful', 'releasing', 'released', 'never_held')),
    add constraint steps_are_due check (
        (state in ('pending', 'capturing', 'doubtful', 'releasing')) = (step_due_at is not null)),
    add constraint held_money_has_a_name check (
        (state in ('pending', 'refused', 'doubtful', 'never_held')) = (authorisation_id is null)),
    add constraint waiting_has_an_end check ((state in ('pending', 'doubtful')) = (until is not null));
