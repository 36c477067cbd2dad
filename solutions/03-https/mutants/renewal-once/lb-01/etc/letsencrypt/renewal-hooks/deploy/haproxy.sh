#!/bin/sh
set -e
umask 077
pem=/etc/haproxy/certs/www.foobar.com.pem

# HAProxy wants all in one file. It is put in place whole, in case HAProxy reads it just now.
mkdir /etc/haproxy/certs
cat "$RENEWED_LINEAGE/fullchain.pem" "$RENEWED_LINEAGE/privkey.pem" > "$pem.new"
mv "$pem.new" "$pem"

# New connections go to new processes, the old ones serve theirs to the end. There is nothing to reload the first time.
systemctl try-reload-or-restart haproxy
