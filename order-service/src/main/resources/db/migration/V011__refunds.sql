-- What was taken can be given back, in parts, one after the other, and never more than was taken.
alter table payment
    drop constraint payment_state_check,
    drop constraint steps_are_due,
    drop constraint moved_money_has_an_amount,
    add column refunded bigint not null default 0 check (refunded >= 0),
    add column refund_id uuid,
    add column refund_amount bigint check (refund_amount > 0);

alter table payment
    add constraint payment_state_check check (state in ('pending', 'authorised', 'refused', 'capturing', 'captured',
        'refunding', 'capture_refused', 'doubtful', 'releasing', 'released', 'never_held')),
    add constraint steps_are_due check (
        (state in ('pending', 'capturing', 'refunding', 'doubtful', 'releasing')) = (step_due_at is not null)),
    add constraint moved_money_has_an_amount check (
        (state in ('capturing', 'captured', 'refunding', 'capture_refused')) = (moved is not null)),
    add constraint refunds_have_an_amount check (
        (state = 'refunding') = (refund_id is not null) and (state = 'refunding') = (refund_amount is not null)),
    add constraint no_more_is_refunded_than_was_taken check (
        refunded + coalesce(refund_amount, 0) <= case when state in ('captured', 'refunding') then moved else 0 end);

-- Who decided that the buyer gets money back, why, and who bears it.
create table refund (
    id uuid primary key,
    order_id uuid not null references orders,
    amount bigint not null check (amount > 0),
    currency char(3) not null,
    reason text not null check (reason in ('goodwill', 'late', 'item_missing', 'item_damaged', 'wrong_item',
        'charged_by_mistake', 'other')),
    fault text not null check (fault in ('resident', 'platform', 'store', 'courier', 'carrier', 'nobody')),
    requested_by text not null,
    status text not null check (status in ('pending', 'done', 'refused')),
    requested_at timestamptz not null,
    settled_at timestamptz,
    constraint settled_once_known check ((status = 'pending') = (settled_at is null))
);

create index refund_by_order on refund (order_id);
create unique index one_refund_at_a_time on refund (order_id) where status = 'pending';
