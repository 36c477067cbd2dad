#!/bin/sh
# Is somebody listening on 443?
exec /usr/bin/nc -z -w 1 127.0.0.1 443
