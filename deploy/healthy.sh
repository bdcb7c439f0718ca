#!/bin/sh
# Is this container's service ready? The JRE image has bash, but neither curl nor wget.
exec bash -c '
  exec 3<>"/dev/tcp/127.0.0.1/${YIKE_PORT:-8080}" || exit 1
  printf "GET /actuator/health/readiness HTTP/1.0\r\nHost: localhost\r\n\r\n" >&3
  read -r -t 4 status <&3
  case "$status" in *" 200"*) exit 0 ;; *) exit 1 ;; esac
'
