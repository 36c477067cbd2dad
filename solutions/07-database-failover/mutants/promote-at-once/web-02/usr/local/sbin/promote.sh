#!/bin/sh
# Make this server the primary. Run it once web-01's MySQL is gone, and stays gone until rejoin.sh is run there.
set -eu

sql() {
    mysql --user=root --batch --skip-column-names --execute="$1"
}

sql "STOP REPLICA; RESET REPLICA ALL"
sql "SET GLOBAL super_read_only = OFF; SET GLOBAL read_only = OFF"
echo "web-02 takes writes now."
