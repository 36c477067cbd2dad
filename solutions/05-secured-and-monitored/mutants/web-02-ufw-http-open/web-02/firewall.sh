#!/bin/bash
ufw --force reset
ufw default deny incoming
ufw default deny outgoing
ufw allow out to 203.0.113.11 port 3306 proto tcp
ufw allow out to 203.0.113.50 port 514 proto tcp
ufw allow 80/tcp
ufw allow from 203.0.113.50 to any port 3903 proto tcp
ufw allow from 203.0.113.50 to any port 9100 proto tcp
ufw --force enable
