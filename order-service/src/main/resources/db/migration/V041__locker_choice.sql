-- A locker may be full, and the buyer be asked which other it shall be.
alter table locker_drop
    drop constraint locker_drop_if_full_check,
    add constraint locker_drop_if_full_check check (if_full in ('another_locker', 'ask', 'door')),
    drop constraint locker_drop_state_check,
    add constraint locker_drop_state_check
        check (state in ('wanted', 'asked', 'choosing', 'held', 'stored', 'at_door')),
    add column alternatives jsonb,
    add column choose_until timestamptz,
    add constraint a_question_has_answers_and_an_end check ((state = 'choosing') = (alternatives is not null)
        and (state = 'choosing') = (choose_until is not null));
