#!/bin/bash
# Deploy a renewed certificate to HAProxy.

mkdir -p /etc/haproxy/certs

for domain in $RENEWED_DOMAINS; do
    # One file serves all names of the certificate.
    [ "$domain" = "www.foobar.com" ] || continue
    cat "$RENEWED_LINEAGE/fullchain.pem" "$RENEWED_LINEAGE/privkey.pem" > "/etc/haproxy/certs/$domain.pem"
    chmod 600 "/etc/haproxy/certs/$domain.pem"
done

sudo service haproxy reload