#!/bin/bash
nft -f - <<'RULES'
flush ruleset

table inet firewall {
    chain input {
        type filter hook input priority filter; policy drop;
        iif lo accept
        ct state established,related accept
        ct state invalid drop
        ip saddr 203.0.113.10 tcp dport 80 accept
        ip saddr 203.0.113.12 tcp dport 3306 accept
        ip saddr 203.0.113.50 tcp dport { 3903, 9100 } accept
        ip saddr 203.0.113.50 icmp type echo-request accept
    }
    chain forward {
        type filter hook forward priority filter; policy drop;
    }
    chain output {
        type filter hook output priority filter; policy drop;
        oif lo accept
        ct state established,related accept
        ip daddr 203.0.113.50 tcp dport 514 accept
    }
}
RULES
# so that the new rules hold for everybody
conntrack --flush
