-- Whoever reads an import that was begun again meanwhile can save nothing more.
ALTER TABLE item_import ADD COLUMN attempt integer NOT NULL DEFAULT 1;
