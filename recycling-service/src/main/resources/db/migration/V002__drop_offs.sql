CREATE TABLE material_price (
    material     text NOT NULL CHECK (material IN ('paper', 'plastic', 'metal', 'glass', 'textiles')),
    valid        tstzrange NOT NULL CHECK (NOT isempty(valid) AND NOT lower_inf(valid)),
    per_kilogram bigint NOT NULL CHECK (per_kilogram BETWEEN 0 AND 1000000),
    currency     char(3) NOT NULL,
    PRIMARY KEY (material, valid WITHOUT OVERLAPS)
);

-- Its lock makes what one resident does follow one another.
CREATE TABLE resident_account (
    resident_id uuid PRIMARY KEY
);

CREATE TABLE drop_off (
    drop_off_id uuid PRIMARY KEY,
    resident_id uuid NOT NULL REFERENCES resident_account,
    bin_id      uuid NOT NULL REFERENCES bin,
    state       text NOT NULL CHECK (state IN ('awaiting', 'opened', 'closed', 'expired', 'weighed')),
    code        text NOT NULL CHECK (code ~ '^[0-9]{6}$'),
    created_at  timestamptz NOT NULL,
    expires_at  timestamptz NOT NULL CHECK (expires_at > created_at),
    opened_at   timestamptz CHECK (opened_at >= created_at),
    CHECK ((opened_at IS NULL) = (state IN ('awaiting', 'expired')))
);

CREATE UNIQUE INDEX drop_off_one_at_a_time ON drop_off (resident_id) WHERE state IN ('awaiting', 'opened');
CREATE UNIQUE INDEX drop_off_code ON drop_off (bin_id, code) WHERE state IN ('awaiting', 'opened');

CREATE TABLE weigh_in (
    weigh_in_id  uuid PRIMARY KEY,
    -- What was dropped off is weighed, and credited, once.
    drop_off_id  uuid NOT NULL CONSTRAINT weigh_in_once UNIQUE REFERENCES drop_off,
    resident_id  uuid NOT NULL REFERENCES resident_account,
    point_id     uuid NOT NULL REFERENCES recycling_point,
    material     text NOT NULL,
    weight_grams bigint NOT NULL CHECK (weight_grams >= 0),
    per_kilogram bigint NOT NULL CHECK (per_kilogram >= 0),
    currency     char(3) NOT NULL,
    credited     bigint NOT NULL CHECK (credited >= 0),
    state        text NOT NULL CHECK (state IN ('credited', 'held', 'released', 'refused')),
    reasons      text[] NOT NULL,
    weighed_at   timestamptz NOT NULL,
    recorded_at  timestamptz NOT NULL,
    sequence     integer NOT NULL CHECK (sequence >= 1),
    reviewed_at  timestamptz,
    review       text,
    CHECK (credited = weight_grams * per_kilogram / 1000),
    CHECK ((state = 'credited') = (cardinality(reasons) = 0)),
    CHECK ((state IN ('released', 'refused')) = (reviewed_at IS NOT NULL AND review IS NOT NULL))
);

CREATE INDEX weigh_in_newest ON weigh_in (recorded_at DESC, weigh_in_id DESC);
CREATE INDEX weigh_in_of_resident ON weigh_in (resident_id, recorded_at DESC, weigh_in_id DESC);

CREATE TABLE weigh_in_change (
    correction_id   uuid PRIMARY KEY,
    weigh_in_id     uuid NOT NULL REFERENCES weigh_in,
    weight_before   bigint NOT NULL,
    weight_after    bigint NOT NULL,
    credited_before bigint NOT NULL,
    credited_after  bigint NOT NULL,
    reason          text NOT NULL CHECK (length(reason) BETWEEN 3 AND 200),
    actor           text NOT NULL,
    at              timestamptz NOT NULL
);

CREATE INDEX weigh_in_change_of ON weigh_in_change (weigh_in_id, at);

-- The barcodes of items that were dropped off, each with the first weigh-in it came with.
CREATE TABLE dropped_item (
    barcode     text PRIMARY KEY,
    weigh_in_id uuid NOT NULL REFERENCES weigh_in DEFERRABLE INITIALLY DEFERRED
);

-- What a resident is owed: the sum of the ledger's entries of that party and code, kept by the database itself in the
-- transaction of the entry, and never below zero.
CREATE TABLE credit_balance (
    party    text NOT NULL,
    code     text NOT NULL CHECK (code IN ('credit', 'held')),
    currency char(3) NOT NULL,
    amount   bigint NOT NULL CONSTRAINT credit_never_negative CHECK (amount >= 0),
    PRIMARY KEY (party, code, currency)
);

-- Not by ON CONFLICT: a row proposed for insertion would be held against the check by itself, without what is there.
CREATE FUNCTION keep_credit_balance() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.party LIKE 'resident:%' THEN
        INSERT INTO credit_balance (party, code, currency, amount) VALUES (NEW.party, NEW.code, NEW.currency, 0)
            ON CONFLICT DO NOTHING;
        UPDATE credit_balance SET amount = amount + NEW.amount
            WHERE party = NEW.party AND code = NEW.code AND currency = NEW.currency;
    END IF;
    RETURN NULL;
END
$$;

CREATE TRIGGER ledger_entry_keeps_balance AFTER INSERT ON ledger_entry
    FOR EACH ROW EXECUTE FUNCTION keep_credit_balance();

-- Only the trigger above may write a balance.
CREATE FUNCTION only_entries_change_balances() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF pg_trigger_depth() < 2 THEN
        RAISE EXCEPTION 'a balance changes by entries only' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NULL;
END
$$;

CREATE TRIGGER credit_balance_of_entries AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON credit_balance
    FOR EACH STATEMENT EXECUTE FUNCTION only_entries_change_balances();

-- What was corrected is written down once and for good.
CREATE TRIGGER weigh_in_change_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON weigh_in_change
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_forbid_change();
