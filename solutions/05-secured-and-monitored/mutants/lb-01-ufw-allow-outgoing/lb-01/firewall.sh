#!/bin/bash
ufw default deny incoming
ufw default allow outgoing
ufw allow 80/tcp
ufw allow 443/tcp
ufw allow from 203.0.113.50 to any port 9100
ufw allow from 203.0.113.50 to any port 3903
ufw --force enable
