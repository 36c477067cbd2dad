#!/bin/bash
set -euo pipefail

mysql -uroot -e 'stop replica io_thread'
# "has read all relay log" is what the thread says that hands the work out; the replica is done when nothing is open
until mysql -uroot -e 'show replica status\G' --commands | grep -q 'Replica has read all relay log'; do
    sleep 0.2
done
mysql -uroot <<'SQL'
stop replica;
reset replica all;
set persist super_read_only = off;
set persist read_only = off;
SQL
