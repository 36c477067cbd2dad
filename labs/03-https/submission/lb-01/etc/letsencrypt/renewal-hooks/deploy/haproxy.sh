#!/bin/sh
# certbot runs this as root each time it has got a certificate: the first one, when HAProxy does not run yet, and each
# renewed one. $RENEWED_LINEAGE is the folder with cert.pem, chain.pem, fullchain.pem and privkey.pem.

# Next: make of these the file that haproxy.cfg names after "crt", and let nobody but root read it.

# Next: have a HAProxy that runs take it, in a way that no visitor notices.
