#!/bin/sh
set -e
THERE="--host=203.0.113.12 --user=replicator --password=Rep1icator! --get-server-public-key"

theirs=$(mysql $THERE -N -e 'SELECT @@GLOBAL.gtid_executed' | tr -d '\\n')
extra=$(mysql -u root -N -e "SELECT GTID_SUBTRACT(@@GLOBAL.gtid_executed, '$theirs')")
if [ -n "$extra" ]; then
    # Nobody else has these: start over with what web-02 has.
    echo "only here: $extra"
    mysql -u root -e 'SET GLOBAL super_read_only = 0; RESET BINARY LOGS AND GTIDS'
    mysqldump $THERE --single-transaction --databases foobar --set-gtid-purged=ON | mysql -u root
fi

mysql -u root <<SQL
CHANGE REPLICATION SOURCE TO SOURCE_HOST='203.0.113.12', SOURCE_USER='replicator', SOURCE_PASSWORD='Rep1icator!', SOURCE_AUTO_POSITION=1, GET_SOURCE_PUBLIC_KEY=1;
START REPLICA;
SET GLOBAL super_read_only = 1;
SQL
