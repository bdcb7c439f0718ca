-- Whichever instance makes an offer, the one where its courier waits is told.
CREATE FUNCTION tell_of_courier_offer() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('courier_offer', NEW.courier_id::text);
    RETURN NULL;
END $$;

CREATE TRIGGER courier_offer_made AFTER INSERT ON courier_offer FOR EACH ROW EXECUTE FUNCTION tell_of_courier_offer();
