#!/bin/sh
# Make this server, the old primary, a replica of web-02. Run it once its MySQL is back.
set -eu

mysql --user=root --execute="
    CHANGE REPLICATION SOURCE TO
        SOURCE_HOST = '203.0.113.12',
        SOURCE_USER = 'replica',
        SOURCE_PASSWORD = 'follows-along',
        SOURCE_AUTO_POSITION = 1,
        SOURCE_CONNECT_RETRY = 1,
        GET_SOURCE_PUBLIC_KEY = 1;
    START REPLICA"
echo "web-01 follows web-02 now."
