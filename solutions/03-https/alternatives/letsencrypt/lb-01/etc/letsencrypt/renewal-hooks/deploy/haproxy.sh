#!/bin/bash
cd "$RENEWED_LINEAGE" || exit 1
( umask 077; cat cert.pem chain.pem privkey.pem > haproxy.pem )

# The master process has a socket of its own.
if [ -S /run/haproxy-master.sock ]; then
    echo reload | socat - UNIX-CONNECT:/run/haproxy-master.sock
fi
