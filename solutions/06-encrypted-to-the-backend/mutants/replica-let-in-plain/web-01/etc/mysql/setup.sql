-- The site reads and adds entries, from this server and from web-02, and does nothing else.
CREATE USER 'site'@'localhost' IDENTIFIED BY 'visitors-welcome';
CREATE USER 'site'@'203.0.113.12' IDENTIFIED BY 'visitors-welcome' REQUIRE SSL;
GRANT SELECT, INSERT ON foobar.entries TO 'site'@'localhost', 'site'@'203.0.113.12';

-- The replica follows this server's changes.
CREATE USER 'replica'@'203.0.113.12' IDENTIFIED BY 'follows-along';
GRANT REPLICATION SLAVE ON *.* TO 'replica'@'203.0.113.12';
