create index facility_by_latitude on facility (lat);
create index resource_by_feature on resource using gin (features) where not retired;
