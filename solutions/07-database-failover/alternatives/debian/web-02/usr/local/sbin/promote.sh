MYSQL="mysql -u root -N"

# where the old primary's transactions ended for us
SET=$(mysql -u root -e 'SHOW REPLICA STATUS' --vertical | sed -n 's/^ *Retrieved_Gtid_Set: *//p')
if [ "$($MYSQL -e "SELECT WAIT_FOR_EXECUTED_GTID_SET('$SET', 15)")" != 0 ]; then
    echo "cannot catch up" >&2
    exit 1
fi
$MYSQL -e "STOP REPLICA; RESET REPLICA ALL; SET GLOBAL read_only = 0;"
