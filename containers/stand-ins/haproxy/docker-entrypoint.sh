#!/bin/sh
# Options alone are options of haproxy. haproxy itself always gets a master process (-W) that stays in front (-db).
set -e

case ${1:-} in
    -*) set -- haproxy "$@" ;;
esac
if [ "${1:-}" = haproxy ]; then
    shift
    set -- haproxy -W -db "$@"
fi
exec "$@"
