#!/bin/bash
# Firewall of web-01. May be run again at any time.
iptables-restore <<RULES
*filter
:INPUT DROP [0:0]
:FORWARD DROP [0:0]
:OUTPUT DROP [0:0]
-A INPUT -i lo -j ACCEPT
-A INPUT -m state --state RELATED,ESTABLISHED -j ACCEPT
-A INPUT -s 203.0.113.10/32 -p tcp -m tcp --dport 80 -j ACCEPT
-A INPUT -s 203.0.113.12/32 -p tcp -m tcp --dport 3306 -j ACCEPT
-A INPUT -s 203.0.113.50/32 -p tcp -m multiport --dports 9100,3903 -j ACCEPT
-A INPUT -s 203.0.113.50/32 -p icmp -j ACCEPT
-A OUTPUT -o lo -j ACCEPT
-A OUTPUT -m state --state RELATED,ESTABLISHED -j ACCEPT
-A OUTPUT -d 203.0.113.50/32 -p tcp -m tcp --dport 514 -j ACCEPT
COMMIT
RULES
