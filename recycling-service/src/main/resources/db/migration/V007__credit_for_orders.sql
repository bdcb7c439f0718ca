-- What is set aside for an order is on an account of its own, which cannot fall below zero either.
ALTER TABLE credit_balance
    DROP CONSTRAINT credit_balance_code_check,
    ADD CONSTRAINT credit_balance_code_check CHECK (code IN ('credit', 'held', 'reserved'));

-- The credit that an order asked for, as far as it has gone: nothing is spent that was not held, nothing given back that was
-- not spent.
CREATE TABLE order_credit (
    order_id    uuid PRIMARY KEY,
    resident_id uuid NOT NULL REFERENCES resident_account,
    currency    char(3) NOT NULL,
    held        bigint NOT NULL CHECK (held > 0),
    state       text NOT NULL CHECK (state IN ('held', 'spent', 'released')),
    spent       bigint NOT NULL DEFAULT 0 CHECK (spent BETWEEN 0 AND held),
    refunded    bigint NOT NULL DEFAULT 0 CHECK (refunded BETWEEN 0 AND spent),
    held_at     timestamptz NOT NULL,
    CHECK ((state = 'spent') = (spent > 0))
);

-- What was answered to each step: the same again, however often it is asked for.
CREATE TABLE order_credit_step (
    step_id     uuid PRIMARY KEY,
    order_id    uuid NOT NULL,
    step        text NOT NULL CHECK (step IN ('hold', 'spend', 'release', 'refund')),
    outcome     text NOT NULL CHECK (outcome IN ('done', 'refused')),
    reason      text,
    answered_at timestamptz NOT NULL,
    CHECK ((outcome = 'refused') = (reason IS NOT NULL))
);
