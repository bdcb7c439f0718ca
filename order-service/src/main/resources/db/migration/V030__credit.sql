-- Residents pay with what recycling-service owes them.
alter table orders
    drop constraint orders_pay_by_check,
    add constraint orders_pay_by_check check (pay_by in ('provider', 'cash', 'card_at_door', 'credit'));

alter table payment
    drop constraint payment_method_check,
    add constraint payment_method_check check (method in ('provider', 'cash', 'card_at_door', 'credit'));

-- The steps of such a payment, each asked for once by an event and answered once by another.
create table credit_step (
    step_id uuid primary key,
    order_id uuid not null references payment,
    step text not null check (step in ('hold', 'spend', 'release', 'refund')),
    -- Of several refunds, which; the order's own id for the other steps, of which there is one.
    about uuid not null,
    amount bigint not null check (amount > 0),
    currency char(3) not null,
    asked_at timestamptz not null,
    outcome text check (outcome in ('done', 'refused')),
    reason text,
    constraint credit_asked_once unique (order_id, step, about),
    check (outcome = 'refused' or reason is null)
);
