#!/bin/bash
# Prepares an empty data folder on the first start, then becomes the server.
#
# Understands the official image's environment: MYSQL_ROOT_PASSWORD, MYSQL_ALLOW_EMPTY_PASSWORD or
# MYSQL_RANDOM_ROOT_PASSWORD (one of them is needed), MYSQL_ROOT_HOST, MYSQL_DATABASE, MYSQL_USER and MYSQL_PASSWORD;
# the passwords and names also as NAME_FILE. Time zone tables are not filled.
set -euo pipefail

say() {
    echo "$(date --rfc-3339=seconds) [entrypoint] $*"
}

give_up() {
    say "$*" >&2
    exit 1
}

# Sets a variable from the file that NAME_FILE names, if there is one.
read_from_file() {
    local name=$1 file_name="$1_FILE"
    [ -n "${!file_name:-}" ] || return 0
    [ -z "${!name:-}" ] || give_up "$name and $file_name are both set; one of them is enough"
    export "$name=$(<"${!file_name}")"
}

# Prints a text as an SQL string.
quoted() {
    local text=${1//\\/\\\\}
    printf "'%s'" "${text//\'/\'\'}"
}

# Prints a name as an SQL identifier.
identifier() {
    printf '`%s`' "${1//\`/\`\`}"
}

# Prints a setting's value from the table at the end of the server's help.
setting() {
    awk -v name="$1" '/^-----/ { table = 1 } table && $1 == name { print $2; exit }' <<<"$settings"
}

# Speaks to the server that is being prepared. The password goes through a file descriptor, out of sight of ps.
client() {
    mysql --defaults-extra-file=<(printf '[client]\npassword="%s"\n' "${root_password//\"/\\\"}") \
        --protocol=socket --socket="$socket" --user=root --comments "$@"
}

run_hooks() {
    local hook
    for hook in /docker-entrypoint-initdb.d/*; do
        case $hook in
            *.sh)
                say "running $hook"
                if [ -x "$hook" ]; then "$hook"; else . "$hook"; fi
                ;;
            *.sql)
                say "loading $hook"
                client ${MYSQL_DATABASE:+--database="$MYSQL_DATABASE"} <"$hook"
                ;;
            *.sql.gz)
                say "loading $hook"
                gzip --decompress --stdout "$hook" | client ${MYSQL_DATABASE:+--database="$MYSQL_DATABASE"}
                ;;
            */\*) ;;
            *) say "leaving $hook alone" ;;
        esac
    done
}

prepare() {
    local name
    for name in MYSQL_ROOT_PASSWORD MYSQL_ROOT_HOST MYSQL_DATABASE MYSQL_USER MYSQL_PASSWORD; do
        read_from_file "$name"
    done
    if [ -z "${MYSQL_ROOT_PASSWORD:-}${MYSQL_ALLOW_EMPTY_PASSWORD:-}${MYSQL_RANDOM_ROOT_PASSWORD:-}" ]; then
        give_up "the data folder is empty: set MYSQL_ROOT_PASSWORD, MYSQL_ALLOW_EMPTY_PASSWORD or" \
            "MYSQL_RANDOM_ROOT_PASSWORD"
    fi
    if [ -n "${MYSQL_USER:-}" ] && [ -z "${MYSQL_PASSWORD:-}" ]; then
        give_up "MYSQL_USER needs MYSQL_PASSWORD"
    fi

    say "initialising $data"
    "$@" --initialize-insecure --default-time-zone=SYSTEM
    # Without the network until the accounts are made, so that nobody gets in early.
    "$@" --daemonize --skip-networking --default-time-zone=SYSTEM --socket="$socket" --mysqlx=OFF

    root_password=''
    if [ -n "${MYSQL_RANDOM_ROOT_PASSWORD:-}" ]; then
        MYSQL_ROOT_PASSWORD=$(od --address-radix=n --format=x1 --read-bytes=16 /dev/urandom | tr -d ' \n')
        say "GENERATED ROOT PASSWORD: $MYSQL_ROOT_PASSWORD"
    fi
    {
        # These accounts are each server's own: a replica must not get them a second time.
        echo "SET @@SESSION.SQL_LOG_BIN = 0;"
        if [ -n "${MYSQL_ROOT_PASSWORD:-}" ]; then
            echo "ALTER USER 'root'@'localhost' IDENTIFIED BY $(quoted "$MYSQL_ROOT_PASSWORD");"
        fi
        if [ "${MYSQL_ROOT_HOST:-%}" != localhost ]; then
            echo "CREATE USER 'root'@$(quoted "${MYSQL_ROOT_HOST:-%}") IDENTIFIED BY" \
                "$(quoted "${MYSQL_ROOT_PASSWORD:-}");"
            echo "GRANT ALL ON *.* TO 'root'@$(quoted "${MYSQL_ROOT_HOST:-%}") WITH GRANT OPTION;"
        fi
    } | client
    root_password=${MYSQL_ROOT_PASSWORD:-}
    {
        if [ -n "${MYSQL_DATABASE:-}" ]; then
            echo "CREATE DATABASE IF NOT EXISTS $(identifier "$MYSQL_DATABASE");"
        fi
        if [ -n "${MYSQL_USER:-}" ]; then
            echo "CREATE USER $(quoted "$MYSQL_USER")@'%' IDENTIFIED BY $(quoted "$MYSQL_PASSWORD");"
            if [ -n "${MYSQL_DATABASE:-}" ]; then
                # In a grant an underscore stands for any character unless it is escaped.
                echo "GRANT ALL ON $(identifier "${MYSQL_DATABASE//_/\\_}").* TO $(quoted "$MYSQL_USER")@'%';"
            fi
        fi
    } | client
    run_hooks
    client --execute=SHUTDOWN
    while [ -e "$pid_file" ]; do
        sleep 0.1
    done
    say "the data folder is ready"
}

case ${1:-} in
    -*) set -- mysqld "$@" ;;
esac

# Questions about the server need no data folder.
asks_only() {
    local argument
    for argument in "$@"; do
        case $argument in
            -\? | --help | --print-defaults | -V | --version) return 0 ;;
        esac
    done
    return 1
}

if [ "${1:-}" = mysqld ] && ! asks_only "$@"; then
    if ! settings=$("$@" --verbose --help --log-bin-index="$(mktemp --dry-run)" 2>&1); then
        tail -n 20 <<<"$settings" >&2
        give_up "mysqld rejects this configuration"
    fi
    data=$(setting datadir)
    socket=$(setting socket)
    pid_file=$(setting pid-file)
    case $socket in
        /*) ;;
        *) socket=$data/$socket ;;
    esac
    case $pid_file in
        /*) ;;
        *) pid_file=$data/$pid_file ;;
    esac
    if [ "$(id -u)" -eq 0 ]; then
        mkdir -p "$data" "$(dirname "$socket")"
        find "$data" "$(dirname "$socket")" \! -user mysql -exec chown mysql '{}' +
        exec setpriv --reuid=mysql --regid=mysql --init-groups "$0" "$@"
    fi
    if [ ! -d "$data/mysql" ]; then
        prepare "$@"
    fi
fi
exec "$@"
