-- What is looked for each second, and what each party lists of its own, among all deliveries there ever were.
CREATE INDEX delivery_held ON delivery (holder) WHERE holder IS NOT NULL;
CREATE INDEX delivery_of_fleet ON delivery (fleet_id) WHERE fleet_id IS NOT NULL;
CREATE INDEX delivery_of_platform ON delivery (platform_id, created_at DESC) WHERE platform_id IS NOT NULL;
CREATE INDEX delivery_of_resident ON delivery (resident_id, created_at DESC) WHERE resident_id IS NOT NULL;
CREATE INDEX courier_offer_of_courier ON courier_offer (courier_id, offered_at DESC);
