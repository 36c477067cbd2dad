#!/bin/sh
set -e
umask 077
pem=/etc/haproxy/certs/www.foobar.com.pem

mkdir -p /etc/haproxy/certs
openssl req -x509 -newkey rsa:2048 -nodes -days 365 -subj /CN=www.foobar.com \
    -addext subjectAltName=DNS:www.foobar.com -keyout /root/key.pem -out /root/cert.pem
cat /root/cert.pem /root/key.pem > "$pem.new"
mv "$pem.new" "$pem"

# New connections go to new processes, the old ones serve theirs to the end. There is nothing to reload the first time.
systemctl try-reload-or-restart haproxy
