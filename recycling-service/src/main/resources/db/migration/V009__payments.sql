-- The price of a pickup at a payment provider: what is held of it, taken, or let go.
CREATE TABLE payment (
    id               uuid PRIMARY KEY,
    pickup_id        uuid NOT NULL UNIQUE REFERENCES pickup,
    amount           bigint NOT NULL CHECK (amount > 0),
    currency         char(3) NOT NULL,
    state            text NOT NULL CHECK (state IN ('pending', 'authorised', 'refused', 'capturing', 'captured',
        'capture_refused', 'doubtful', 'releasing', 'released', 'never_held')),
    token            text,
    authorisation_id text,
    moved            bigint CHECK (moved BETWEEN 1 AND amount),
    reason           text,
    quiet_from       timestamptz,
    attempts         integer NOT NULL CHECK (attempts >= 0),
    step_due_at      timestamptz,
    leased_until     timestamptz,
    CONSTRAINT payment_steps_are_due CHECK (
        (state IN ('pending', 'capturing', 'doubtful', 'releasing')) = (step_due_at IS NOT NULL)),
    CONSTRAINT payment_token_is_forgotten CHECK ((state = 'pending') = (token IS NOT NULL)),
    CONSTRAINT payment_held_money_has_a_name CHECK (
        (state IN ('pending', 'refused', 'doubtful', 'never_held')) = (authorisation_id IS NULL)),
    CONSTRAINT payment_moved_money_has_an_amount CHECK (
        (state IN ('capturing', 'captured', 'capture_refused')) = (moved IS NOT NULL)),
    CONSTRAINT payment_refusals_have_a_reason CHECK (
        (state IN ('refused', 'capture_refused')) = (reason IS NOT NULL)),
    CONSTRAINT payment_doubt_has_an_end CHECK ((state = 'doubtful') = (quiet_from IS NOT NULL))
);

CREATE INDEX payment_step_due ON payment (step_due_at) WHERE step_due_at IS NOT NULL;

ALTER TABLE pickup
    DROP CONSTRAINT pickup_payment_check,
    ADD CONSTRAINT pickup_payment_check CHECK (payment IN ('nothing', 'credit', 'at_door', 'provider')),
    DROP CONSTRAINT pickup_reason_check,
    -- That nothing was collected has a reason (as before), and of a cancellation only the house's.
    DROP CONSTRAINT pickup_check2,
    ADD CONSTRAINT pickup_reason_check CHECK (
        CASE state
            WHEN 'not_collected' THEN reason IS NOT NULL AND reason IN ('no_access', 'refused', 'lapsed')
            WHEN 'cancelled' THEN reason IS NULL OR reason = 'payment_refused'
            ELSE reason IS NULL
        END),
    -- Of the place, the square kilometre is left; take-backs have no address, but a place.
    ADD COLUMN forgotten boolean NOT NULL DEFAULT false;

DROP INDEX pickup_ended;
CREATE INDEX pickup_to_forget ON pickup (ended_at) WHERE NOT forgotten;

-- Which operator decided on a weigh-in that was held.
ALTER TABLE weigh_in ADD COLUMN reviewed_by text;
UPDATE weigh_in SET reviewed_by = 'unknown' WHERE reviewed_at IS NOT NULL;
ALTER TABLE weigh_in ADD CONSTRAINT a_review_is_somebodys CHECK ((reviewed_at IS NULL) = (reviewed_by IS NULL));
