#!/bin/bash
ufw disable
ufw default deny incoming
ufw default reject outgoing
ufw allow proto tcp from 203.0.113.10 to any port 80
ufw allow proto tcp from 203.0.113.50 to any port 9100
ufw allow proto tcp from 203.0.113.50 to any port 3903
ufw allow out proto tcp to 203.0.113.11 port 3306
ufw allow out to 203.0.113.50 port 514
ufw --force enable