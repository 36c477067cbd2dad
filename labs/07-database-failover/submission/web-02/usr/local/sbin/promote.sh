#!/bin/sh
# Makes this server the primary. Run here, beside MySQL on web-02, once MySQL on web-01 is gone.
set -eu

# Next: what has to have happened before this server follows nobody any more? And what before it takes writes?
echo "promote.sh does nothing yet" >&2
exit 1
