-- A chain lists its own among all stores of a country.
CREATE INDEX store_of_chain ON store (chain_id, registered_at DESC) WHERE chain_id IS NOT NULL;
