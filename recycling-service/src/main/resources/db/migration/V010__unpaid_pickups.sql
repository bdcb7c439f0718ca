-- An operator looks for the pickups whose provider never paid.
CREATE INDEX payment_by_state ON payment (state, pickup_id);
