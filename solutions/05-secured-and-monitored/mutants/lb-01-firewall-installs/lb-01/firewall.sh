#!/usr/bin/env bash
apt-get -y update
apt-get -y install haproxy
echo "ENABLED=1" >> /etc/default/haproxy
service haproxy restart
