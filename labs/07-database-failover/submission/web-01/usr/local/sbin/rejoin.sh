#!/bin/sh
# Makes this server, the old primary, a replica of web-02. Run here, beside MySQL on web-01, once it is back.
set -eu

# Next: what does this server hold that web-02 never heard of? And from where does it get what it missed?
echo "rejoin.sh does nothing yet" >&2
exit 1
