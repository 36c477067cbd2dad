#!/bin/sh
# Make this server the primary. Run it once web-01's MySQL is gone, and stays gone until rejoin.sh is run there.
set -eu

sql() {
    mysql --user=root --batch --skip-column-names --execute="$1"
}

# What has arrived has been confirmed to a visitor, so it is applied first.
sql "STOP REPLICA IO_THREAD"
received=$(mysql --user=root --vertical --execute="SHOW REPLICA STATUS" | awk '/Retrieved_Gtid_Set:/ { print $2 }')
if [ "$(sql "SELECT WAIT_FOR_EXECUTED_GTID_SET('$received', 15)")" != 0 ]; then
    echo "web-02 cannot apply all that it has received; SHOW REPLICA STATUS says why." >&2
    exit 1
fi

sql "STOP REPLICA; RESET REPLICA ALL"
sql "SET GLOBAL super_read_only = OFF; SET GLOBAL read_only = OFF"
sql "SET GLOBAL rpl_semi_sync_source_enabled = ON"
echo "web-02 takes writes now."
