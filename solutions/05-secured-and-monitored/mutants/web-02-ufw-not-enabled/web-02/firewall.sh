#!/usr/bin/env bash
ufw default deny incoming
ufw default deny outgoing
ufw allow from 203.0.113.10 to any port 80 proto tcp
ufw allow from 203.0.113.50 to any port 3903,9100 proto tcp
ufw allow out to 203.0.113.11 port 3306 proto tcp
ufw allow out to 203.0.113.50 port 514 proto tcp
