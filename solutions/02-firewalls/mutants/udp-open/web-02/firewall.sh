#!/bin/bash
iptables -F
iptables -P INPUT ACCEPT
iptables -P OUTPUT DROP
iptables -P FORWARD DROP

iptables -A INPUT -i lo -j ACCEPT
iptables -A INPUT -m conntrack --ctstate ESTABLISHED,RELATED -j ACCEPT
iptables -A INPUT -p tcp -s 203.0.113.10 --dport 80 -j ACCEPT
iptables -A INPUT -p tcp -s 203.0.113.50 -m multiport --dports 9100,3903 -j ACCEPT
iptables -A INPUT -p tcp -j DROP

iptables -A OUTPUT -o lo -j ACCEPT
iptables -A OUTPUT -m conntrack --ctstate ESTABLISHED,RELATED -j ACCEPT
iptables -A OUTPUT -p tcp -d 203.0.113.11 --dport 3306 -j ACCEPT
iptables -A OUTPUT -p tcp -d 203.0.113.50 --dport 514 -j ACCEPT
