-- Whoever acts: platforms, chains and fleets.
CREATE TABLE organisation (
    id         uuid        PRIMARY KEY,
    kind       text        NOT NULL CHECK (kind IN ('platform', 'chain', 'fleet')),
    name       text        NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    -- What its owner may give beside its own party, e.g. 'store:…' for a chain.
    parties    text[]      NOT NULL DEFAULT '{}',
    version    bigint      NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL
);
CREATE INDEX organisation_newest ON organisation (created_at DESC, id DESC);

-- Whoever holds memberships: a client or a user. Its own table, so that a membership has a foreign key.
CREATE TABLE subject (
    id              text        PRIMARY KEY,
    kind            text        NOT NULL CHECK (kind IN ('client', 'user')),
    -- Orders pages; a configured client's id is no UUID.
    page_id         uuid        NOT NULL UNIQUE,
    organisation_id uuid        REFERENCES organisation (id),
    -- 'memberships': as given by API; 'configuration': set at each start; 'users': a client that logs users in has none.
    roles_from      text        NOT NULL CHECK (roles_from IN ('memberships', 'configuration', 'users')),
    created_at      timestamptz NOT NULL,
    UNIQUE (id, kind),
    CHECK (kind = 'client' OR roles_from = 'memberships')
);
CREATE INDEX subject_newest ON subject (kind, created_at DESC, page_id DESC);
CREATE INDEX subject_of_organisation ON subject (organisation_id, kind, created_at DESC, page_id DESC);

CREATE TABLE client (
    id            text        PRIMARY KEY,
    kind          text        NOT NULL DEFAULT 'client' CHECK (kind = 'client'),
    name          text        NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    -- Null: a public client, which can keep no secret.
    secret_hash   text,
    -- Counts rotations.
    secret_number integer     NOT NULL DEFAULT 1 CHECK (secret_number >= 1),
    redirect_uris text[]      NOT NULL DEFAULT '{}',
    disabled      boolean     NOT NULL DEFAULT false,
    version       bigint      NOT NULL DEFAULT 1,
    FOREIGN KEY (id, kind) REFERENCES subject (id, kind),
    CHECK (secret_hash IS NOT NULL OR cardinality(redirect_uris) > 0)
);

CREATE TABLE user_account (
    id            text        PRIMARY KEY,
    kind          text        NOT NULL DEFAULT 'user' CHECK (kind = 'user'),
    username      text        NOT NULL,
    password_hash text        NOT NULL,
    display_name  text,
    disabled      boolean     NOT NULL DEFAULT false,
    version       bigint      NOT NULL DEFAULT 1,
    FOREIGN KEY (id, kind) REFERENCES subject (id, kind)
);
CREATE UNIQUE INDEX user_account_username ON user_account (lower(username));

CREATE TABLE membership (
    id         uuid        PRIMARY KEY,
    subject_id text        NOT NULL REFERENCES subject (id),
    role       text        NOT NULL CHECK (role IN (
        'platform', 'chain', 'store', 'fleet', 'courier', 'resident', 'keeper', 'crew', 'plant', 'agent', 'device',
        'operator', 'service')),
    party      text        CHECK (party ~ '^[a-z][a-z_]{1,31}:[0-9a-f-]{36}$'),
    created_at timestamptz NOT NULL,
    UNIQUE NULLS NOT DISTINCT (subject_id, role, party)
);
CREATE INDEX membership_newest ON membership (created_at DESC, id DESC);
CREATE INDEX membership_of_party ON membership (party);

-- Keys that tokens are signed with. Published from `created_at`, signing from `signs_from` until the next one does.
CREATE TABLE signing_key (
    id         text        PRIMARY KEY,
    jwk        jsonb       NOT NULL,
    created_at timestamptz NOT NULL,
    signs_from timestamptz NOT NULL
);

-- One row. Client secrets are derived from it, so that an answer can be repeated without storing a secret.
CREATE TABLE secret_seed (
    only_one boolean PRIMARY KEY DEFAULT true CHECK (only_one),
    seed     bytea   NOT NULL CHECK (length(seed) = 32)
);

-- Attempts to log in that have not succeeded, per user name and per address (both hashed).
CREATE TABLE login_attempt (
    key      text        PRIMARY KEY,
    attempts integer     NOT NULL CHECK (attempts >= 0),
    since    timestamptz NOT NULL
);
CREATE INDEX login_attempt_since ON login_attempt (since);
