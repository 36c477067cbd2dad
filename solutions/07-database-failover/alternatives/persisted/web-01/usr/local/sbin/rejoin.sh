#!/bin/bash
# web-01 starts over with a copy of web-02
set -euo pipefail

copy=$(mktemp)
trap 'rm -f "$copy"' EXIT
mysqldump -h web-02 -u repl -prepl-secret --ssl-mode=REQUIRED --single-transaction --source-data=2 \
    --set-gtid-purged=ON --databases foobar > "$copy"
{
    echo 'set global super_read_only = off;'
    # nobody follows this server any more, so nobody would confirm what it applies
    echo 'set persist rpl_semi_sync_source_enabled = off;'
    echo 'reset binary logs and gtids;'
    cat "$copy"
    echo "change replication source to source_host = 'web-02', source_user = 'repl', source_password = 'repl-secret',"
    echo '    source_auto_position = 1, source_ssl = 1;'
    echo 'start replica;'
    echo 'set persist super_read_only = on;'
} | mysql -uroot
