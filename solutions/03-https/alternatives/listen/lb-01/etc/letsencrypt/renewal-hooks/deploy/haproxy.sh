#!/usr/bin/env bash
# Tell the running HAProxy, without a reload.
set -euo pipefail

PEM=/etc/ssl/private/foobar.pem
SOCKET=/var/run/haproxy.sock

mkdir -p "$(dirname "$PEM")"
install -m 600 /dev/null "$PEM"
cat "$RENEWED_LINEAGE"/{fullchain,privkey}.pem > "$PEM"

if [ -S "$SOCKET" ]; then
    echo -e "set ssl cert $PEM <<\n$(cat "$PEM")\n" | socat stdio "$SOCKET"
    echo "commit ssl cert $PEM" | socat stdio "$SOCKET"
fi
