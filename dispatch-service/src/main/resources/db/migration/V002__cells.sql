-- A bag may go to a locker cell instead of to a door.
ALTER TABLE delivery
    ADD COLUMN redirection bigint NOT NULL DEFAULT 0 CHECK (redirection >= 0),
    ADD COLUMN cell_hold_id uuid,
    ADD COLUMN cell_facility_id uuid,
    ADD COLUMN cell_facility_name text,
    ADD COLUMN cell_label text,
    ADD CONSTRAINT a_cell_is_known_whole CHECK (
        (cell_hold_id IS NULL) = (cell_facility_id IS NULL) AND (cell_hold_id IS NULL) = (cell_facility_name IS NULL)
        AND (cell_hold_id IS NULL) = (cell_label IS NULL));

ALTER TABLE delivery DROP CONSTRAINT delivery_proof_check;
ALTER TABLE delivery ADD CONSTRAINT delivery_proof_check
    CHECK (proof IN ('recipient_code', 'photo', 'left_at_door', 'locker_cell'));
