#!/usr/bin/env bash
# Firewall of the load balancer
sudo apt-get update
sudo apt-get install -y ufw

sudo ufw --force reset
sudo ufw default deny incoming
sudo ufw default deny outgoing

# visitors
sudo ufw allow http
sudo ufw allow 443/tcp
# no more than 20 new connections a second from each of them; ufw itself has no words for that.
# "ufw reset" has put the file back to what it was, so this is in it once.
sudo sed -i 's/^COMMIT$/-A ufw-before-input -p tcp -m multiport --dports 80,443 -m conntrack --ctstate NEW -m hashlimit --hashlimit-name visitors --hashlimit-mode srcip --hashlimit-above 20\/second --hashlimit-burst 20 -j DROP\nCOMMIT/' /etc/ufw/before.rules

# to the web servers
sudo ufw allow out to 203.0.113.11 port 80 proto tcp
sudo ufw allow out to 203.0.113.12 port 80

# monitoring
sudo ufw allow from 203.0.113.50 to any port 9100
sudo ufw allow from 203.0.113.50 to any port 3903 proto tcp
sudo ufw allow out to 203.0.113.50 port 514

sudo ufw enable
sudo ufw status verbose
