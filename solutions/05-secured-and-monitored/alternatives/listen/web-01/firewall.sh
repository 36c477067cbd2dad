#!/bin/sh
# Everything is refused that is not named here.
set -e

iptables -F
iptables -X
iptables -P INPUT DROP
iptables -P FORWARD DROP
iptables -P OUTPUT DROP

iptables -A INPUT -i lo -j ACCEPT
iptables -A OUTPUT -o lo -j ACCEPT
iptables -A INPUT -m conntrack --ctstate ESTABLISHED,RELATED -j ACCEPT
iptables -A OUTPUT -m conntrack --ctstate ESTABLISHED,RELATED -j ACCEPT

iptables -A INPUT -p tcp -s 203.0.113.10/32 --dport 80 -j ACCEPT
iptables -A INPUT -p tcp -s 203.0.113.12/32 --dport 3306 -j ACCEPT

# Prometheus comes for its figures, and the logs go there.
iptables -A INPUT -p tcp -s 203.0.113.50 -m multiport --dports 9100,3903 -m conntrack --ctstate NEW -j ACCEPT
iptables -A OUTPUT -p tcp -d 203.0.113.50 --dport 514 -j ACCEPT

ip6tables -P INPUT DROP || true
ip6tables -P FORWARD DROP || true
ip6tables -P OUTPUT DROP || true
netfilter-persistent save
