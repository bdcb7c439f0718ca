-- Since when a user is disabled: after a while it is not known any more who it was.
ALTER TABLE user_account ADD COLUMN disabled_at timestamptz;
UPDATE user_account SET disabled_at = now() WHERE disabled;
CREATE INDEX user_account_disabled ON user_account (disabled_at) WHERE disabled_at IS NOT NULL;
