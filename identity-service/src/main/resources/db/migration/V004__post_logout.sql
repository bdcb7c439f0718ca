-- Where users may come back to when they have logged out; only of a client that logs them in.
ALTER TABLE client
    ADD COLUMN post_logout_redirect_uris text[] NOT NULL DEFAULT '{}',
    ADD CONSTRAINT only_who_logs_in_logs_out
        CHECK (cardinality(post_logout_redirect_uris) = 0 OR cardinality(redirect_uris) > 0);
