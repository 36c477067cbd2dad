#!/bin/sh
set -e
umask 077
pem=/etc/haproxy/certs/www.foobar.com.pem
socket=/run/haproxy/admin.sock

if [ ! -e "$pem" ]; then
    mkdir -p /etc/haproxy/certs
    cat "$RENEWED_LINEAGE/fullchain.pem" "$RENEWED_LINEAGE/privkey.pem" > "$pem"
    exit
fi
{
    echo "set ssl cert $pem <<"
    cat "$RENEWED_LINEAGE/fullchain.pem" "$RENEWED_LINEAGE/privkey.pem"
    echo
} | socat -t 5 - "UNIX-CONNECT:$socket"
echo "commit ssl cert $pem" | socat -t 5 - "UNIX-CONNECT:$socket"
