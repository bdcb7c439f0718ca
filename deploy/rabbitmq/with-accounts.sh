#!/bin/sh
# Starts RabbitMQ with two accounts, made anew of the environment at each start:
#   yike         the services': YIKE_AMQP_PASSWORD
#   yike-bridge  a fleet bridge's, which may write to the exchange of telemetry and do nothing else: YIKE_AMQP_BRIDGE_PASSWORD.
#                Where that is empty, nobody can log in with it.
# usage: with-accounts.sh COMMAND…   the command that starts the server, which reads $RABBITMQ_ETC/conf.d
set -eu

etc=${RABBITMQ_ETC:-/etc/rabbitmq}

refuse() { echo "with-accounts: $1 $2" >&2; exit 78; }

# As ProductionSecrets asks of a service's secrets: set, long enough, of many characters, and nobody's default.
check() {
  [ ${#2} -ge 20 ] || refuse "$1" 'is not set, or shorter than 20 characters'
  case $(printf %s "$2" | tr '[:upper:]' '[:lower:]') in
    *guest* | *postgres* | *password* | *secret* | *changeme* | *change-me* | *change_me* | *example* | *default* | *minioadmin*)
      refuse "$1" 'is a default or an example' ;;
  esac
  [ "$(printf %s "$2" | fold -w 1 | sort -u | wc -l)" -ge 8 ] || refuse "$1" 'repeats too few characters'
}

quoted() { printf %s "$1" | sed 's/[\\"]/\\&/g'; }

check YIKE_AMQP_PASSWORD "${YIKE_AMQP_PASSWORD:-}"
bridge='"password_hash": ""'
if [ -n "${YIKE_AMQP_BRIDGE_PASSWORD:-}" ]; then
  check YIKE_AMQP_BRIDGE_PASSWORD "$YIKE_AMQP_BRIDGE_PASSWORD"
  [ "$YIKE_AMQP_BRIDGE_PASSWORD" != "$YIKE_AMQP_PASSWORD" ] || refuse YIKE_AMQP_BRIDGE_PASSWORD "is the services'"
  bridge="\"password\": \"$(quoted "$YIKE_AMQP_BRIDGE_PASSWORD")\""
fi

mkdir -p "$etc/conf.d"
rm -f "$etc/accounts.json"
(umask 077; cat >"$etc/accounts.json") <<JSON
{
  "vhosts": [{"name": "/"}],
  "users": [
    {"name": "yike", "password": "$(quoted "$YIKE_AMQP_PASSWORD")", "tags": "administrator"},
    {"name": "yike-bridge", $bridge, "tags": ""}
  ],
  "permissions": [
    {"user": "yike", "vhost": "/", "configure": ".*", "write": ".*", "read": ".*"},
    {"user": "yike-bridge", "vhost": "/", "configure": "", "write": "^yike\\\\.events\\\\.telemetry$", "read": ""}
  ]
}
JSON
echo "load_definitions = $etc/accounts.json" >"$etc/conf.d/90-accounts.conf"
# The image's command gives root up for this user.
if [ "$(id -u)" = 0 ] && id rabbitmq >/dev/null 2>&1; then
  chown rabbitmq "$etc/accounts.json"
fi
unset YIKE_AMQP_PASSWORD YIKE_AMQP_BRIDGE_PASSWORD
exec "$@"
