#!/usr/bin/env bash
# Firewall of web-02
sudo ufw default deny incoming
sudo ufw default deny outgoing

# only the load balancer talks to nginx
sudo ufw allow 80/tcp
# MySQL on web-01
sudo ufw allow out to 203.0.113.11 port 3306

# monitoring
sudo ufw allow from 203.0.113.50 to any port 9100,3903 proto tcp
sudo ufw allow out to 203.0.113.50 port 514 proto tcp

echo "y" | sudo ufw enable
