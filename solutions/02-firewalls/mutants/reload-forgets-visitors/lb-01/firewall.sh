#!/bin/bash
nft -f - <<'RULES'
flush ruleset

table inet firewall {
    # How many connections each visitor opened of late. Who has been away for a minute is forgotten.
    set visitors {
        type ipv4_addr
        size 65535
        flags dynamic, timeout
        timeout 1m
    }

    chain input {
        type filter hook input priority filter; policy drop;
        iif lo accept
        ct state established,related accept
        ct state invalid drop
        tcp flags & (fin | syn | rst | ack) != syn ct state new drop
        tcp dport { 80, 443 } update @visitors { ip saddr limit rate over 20/second burst 20 packets } drop
        tcp dport { 80, 443 } accept
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
        ip daddr { 203.0.113.11, 203.0.113.12 } tcp dport 80 accept
        ip daddr 203.0.113.50 tcp dport 514 accept
    }
}
RULES
# so that the new rules hold for everybody
conntrack --flush
