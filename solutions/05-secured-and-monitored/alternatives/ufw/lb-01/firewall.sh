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

# to the web servers
sudo ufw allow out to 203.0.113.11 port 80 proto tcp
sudo ufw allow out to 203.0.113.12 port 80

# monitoring
sudo ufw allow from 203.0.113.50 to any port 9100
sudo ufw allow from 203.0.113.50 to any port 3903 proto tcp
sudo ufw allow out to 203.0.113.50 port 514

sudo ufw enable
sudo ufw status verbose
