#!/bin/sh
iptables --flush
iptables --delete-chain

iptables --policy INPUT DROP
iptables --policy OUTPUT DROP
iptables --policy FORWARD DROP

iptables --append INPUT --in-interface lo --jump ACCEPT
iptables --append OUTPUT --out-interface lo --jump ACCEPT
iptables --append INPUT --match state --state ESTABLISHED --jump ACCEPT
iptables --append OUTPUT --match state --state ESTABLISHED --jump ACCEPT

# Fifty connections at a time have to do for everybody.
iptables --append INPUT --protocol tcp --syn --match multiport --destination-ports http,https \
    --match connlimit --connlimit-above 50 --jump REJECT --reject-with tcp-reset
iptables --append INPUT --protocol tcp --destination-port http --jump ACCEPT
iptables --append INPUT --protocol tcp --destination-port https --jump ACCEPT

# Everything that the monitoring server asks.
for port in 9100 3903; do
    iptables --append INPUT --protocol tcp --source monitor --destination-port $port --jump ACCEPT
done
iptables --append INPUT --protocol icmp --source monitor --jump ACCEPT
iptables --append OUTPUT --protocol tcp --destination monitor --destination-port 514 --jump ACCEPT

iptables --append OUTPUT --protocol tcp --destination web-01 --destination-port http --jump ACCEPT
iptables --append OUTPUT --protocol tcp --destination web-02 --destination-port http --jump ACCEPT
