-- booking-service and recycling-service know residents, too.
alter table erasure_at_service drop constraint erasure_at_service_service_check;
alter table erasure_at_service add constraint erasure_at_service_service_check check (service in ('booking-service',
    'dispatch-service', 'identity-service', 'order-service', 'recycling-service', 'webhook-service'));
