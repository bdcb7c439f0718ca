-- Where somebody lives is known here only while their order needs a store: after that, and in what nobody could serve, it
-- is a square of about a kilometre, enough for the city's map, too little for a door.
CREATE FUNCTION forget_door_of_ended_routing() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.destination_latitude := round(NEW.destination_latitude::numeric, 2);
    NEW.destination_longitude := round(NEW.destination_longitude::numeric, 2);
    RETURN NEW;
END $$;
CREATE TRIGGER routing_forgets_door BEFORE UPDATE ON routing
    FOR EACH ROW WHEN (NEW.state IN ('completed', 'failed', 'released'))
    EXECUTE FUNCTION forget_door_of_ended_routing();

CREATE FUNCTION forget_door_of_unmet_demand() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.latitude := round(NEW.latitude::numeric, 2);
    NEW.longitude := round(NEW.longitude::numeric, 2);
    RETURN NEW;
END $$;
CREATE TRIGGER unmet_demand_forgets_door BEFORE INSERT OR UPDATE ON unmet_demand
    FOR EACH ROW EXECUTE FUNCTION forget_door_of_unmet_demand();

UPDATE routing SET state = state WHERE state IN ('completed', 'failed', 'released');
UPDATE unmet_demand SET at = at;
