-- The site reads and adds entries, from both web servers, and does nothing else.
CREATE USER 'site'@'203.0.113.11' IDENTIFIED BY 'visitors-welcome';
CREATE USER 'site'@'203.0.113.12' IDENTIFIED BY 'visitors-welcome';
GRANT SELECT, INSERT ON foobar.entries TO 'site'@'203.0.113.11', 'site'@'203.0.113.12';

-- The replica follows this server's changes.
CREATE USER 'replica'@'203.0.113.32' IDENTIFIED BY 'follows-along';
GRANT REPLICATION SLAVE ON *.* TO 'replica'@'203.0.113.32';
