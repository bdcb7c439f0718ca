-- Whether it is forgotten where exactly a delivery went, with its photos and the notes of its incidents.
ALTER TABLE delivery ADD COLUMN door_forgotten boolean NOT NULL DEFAULT false;
CREATE INDEX delivery_door_to_forget ON delivery (changed_at)
    WHERE NOT door_forgotten AND state IN ('delivered', 'returned', 'cancelled');
