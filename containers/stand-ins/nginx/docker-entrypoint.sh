#!/bin/sh
# Before nginx starts, what lies in /docker-entrypoint.d prepares it, in the order of the names: *.envsh is read into
# this shell (and so can change the environment), an executable *.sh is run, anything else is left alone.
set -e

case ${1:-} in
    nginx | nginx-debug)
        for hook in /docker-entrypoint.d/*; do
            [ -x "$hook" ] || continue
            case $hook in
                *.envsh) . "$hook" ;;
                *.sh) "$hook" ;;
            esac
        done
        ;;
esac
exec "$@"
