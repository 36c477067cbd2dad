#!/bin/bash
# The way that books on iptables begin.
set -e
PATH=/usr/sbin:/sbin:/usr/bin:/bin
/sbin/modprobe nf_conntrack
for setting in rp_filter accept_source_route; do
    for file in /proc/sys/net/ipv4/conf/*/$setting; do
        echo 0 > "$file"
    done
done
echo 1 > /proc/sys/net/ipv4/tcp_syncookies

iptables -F
iptables -X
iptables -P INPUT DROP
iptables -P FORWARD DROP
iptables -P OUTPUT DROP

# Itself, and what belongs to a connection that was let in.
iptables -A INPUT -i lo -j ACCEPT
iptables -A OUTPUT -o lo -j ACCEPT
iptables -A INPUT -m state --state ESTABLISHED,RELATED -j ACCEPT
iptables -A OUTPUT -m state --state ESTABLISHED,RELATED -j ACCEPT

for port in 80 443; do
    iptables -A INPUT -p tcp --dport $port -j ACCEPT
done
iptables -A INPUT -p tcp -s 203.0.113.50 -m multiport --dports 3903,9100 -j ACCEPT
iptables -A OUTPUT -p tcp -d 203.0.113.11 --dport 80 -j ACCEPT
iptables -A OUTPUT -p tcp -d 203.0.113.12 --dport 80 -j ACCEPT
iptables -A OUTPUT -p tcp -d 203.0.113.50 --dport 514 -j ACCEPT
