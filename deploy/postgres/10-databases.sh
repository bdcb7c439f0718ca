#!/bin/sh
# One database and one role per service; no service can open another's.
set -eu
make() {
  psql -v ON_ERROR_STOP=1 -v name="$1" -v secret="$2" --username postgres <<'SQL'
CREATE ROLE :"name" LOGIN PASSWORD :'secret';
CREATE DATABASE :"name" OWNER :"name";
REVOKE ALL ON DATABASE :"name" FROM PUBLIC;
SQL
}
make identity "$IDENTITY_DB_PASSWORD"
make order "$ORDER_DB_PASSWORD"
make store "$STORE_DB_PASSWORD"
make dispatch "$DISPATCH_DB_PASSWORD"
make webhook "$WEBHOOK_DB_PASSWORD"
make recycling "$RECYCLING_DB_PASSWORD"
make booking "$BOOKING_DB_PASSWORD"
