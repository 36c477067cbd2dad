#!/bin/bash
# Firewall of lb-01. May be run again at any time.
set -e

iptables -P INPUT ACCEPT
iptables -P OUTPUT ACCEPT
iptables -F

iptables -N VISITORS
iptables -A VISITORS -m hashlimit --hashlimit-name visitors --hashlimit-mode srcip \
    --hashlimit-above 20/second --hashlimit-burst 30 -j DROP
iptables -A VISITORS -j ACCEPT

iptables -A INPUT -i lo -j ACCEPT
iptables -A INPUT -m conntrack --ctstate ESTABLISHED,RELATED -j ACCEPT
iptables -A INPUT -m conntrack --ctstate INVALID -j DROP
iptables -A INPUT -p tcp -m multiport --dports 80,443 -m conntrack --ctstate NEW -j VISITORS
iptables -A INPUT -p tcp -s 203.0.113.50 -m multiport --dports 9100,3903 -j ACCEPT
iptables -A INPUT -p icmp --icmp-type echo-request -j ACCEPT
iptables -A INPUT -j REJECT

iptables -A OUTPUT -o lo -j ACCEPT
iptables -A OUTPUT -m conntrack --ctstate ESTABLISHED,RELATED -j ACCEPT
iptables -A OUTPUT -p tcp -d 203.0.113.11 --dport 80 -j ACCEPT
iptables -A OUTPUT -p tcp -d 203.0.113.12 --dport 80 -j ACCEPT
iptables -A OUTPUT -p tcp -d 203.0.113.50 --dport 514 -j ACCEPT

iptables -P INPUT DROP
iptables -P FORWARD DROP
iptables -P OUTPUT DROP
