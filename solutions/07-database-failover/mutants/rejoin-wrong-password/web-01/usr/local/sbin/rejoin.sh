#!/bin/sh
# Make this server, the old primary, a replica of web-02. Run it once its MySQL is back.
set -eu

sql() {
    mysql --user=root --execute="$1"
}

# It may hold writes that it did not get confirmed before it died, and that web-02 never heard of. So what it holds is
# thrown away, and filled in anew from web-02. read_only stays on meanwhile: root may write, the site may not.
sql "STOP REPLICA; RESET REPLICA ALL; SET GLOBAL super_read_only = OFF; RESET BINARY LOGS AND GTIDS"
mysqldump --host=203.0.113.12 --user=backup --password=copy-all --get-server-public-key \
    --single-transaction --set-gtid-purged=ON --databases foobar >/tmp/foobar.sql
mysql --user=root </tmp/foobar.sql
rm /tmp/foobar.sql

sql "SET GLOBAL super_read_only = ON;
    CHANGE REPLICATION SOURCE TO
        SOURCE_HOST = '203.0.113.12',
        SOURCE_USER = 'replica',
        SOURCE_PASSWORD = 'follows-along',
        SOURCE_AUTO_POSITION = 1,
        SOURCE_CONNECT_RETRY = 1,
        GET_SOURCE_PUBLIC_KEY = 1;
    START REPLICA"
echo "web-01 follows web-02 now."
