#!/bin/bash
nft flush ruleset
nft add table inet fw
nft 'add chain inet fw in { type filter hook input priority 0; policy drop; }'
nft 'add chain inet fw out { type filter hook output priority 0; policy drop; }'
nft add rule inet fw in iif lo accept
nft add rule inet fw out oif lo accept
nft add rule inet fw in ct state established,related accept
nft add rule inet fw out ct state established,related accept
nft add rule inet fw in ip saddr 203.0.113.10 tcp dport 80 accept
nft add rule inet fw in ip saddr 203.0.113.12 tcp dport 3306 accept
nft add rule inet fw in ip saddr 203.0.113.50 tcp dport '{ 3903, 9100 }' accept
nft add rule inet fw out ip daddr 203.0.113.50 tcp dport 514 accept
nft list ruleset > /etc/nftables.conf
systemctl enable --now nftables
