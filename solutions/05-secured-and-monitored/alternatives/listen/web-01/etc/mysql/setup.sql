CREATE USER 'site'@'127.0.0.1' IDENTIFIED BY 'visitors-welcome';
CREATE USER 'site'@'localhost' IDENTIFIED BY 'visitors-welcome';
CREATE USER 'site'@'203.0.113.12' IDENTIFIED BY 'visitors-welcome';
GRANT SELECT ON foobar.entries TO 'site'@'127.0.0.1';
GRANT INSERT ON foobar.entries TO 'site'@'127.0.0.1';
GRANT SELECT, INSERT ON foobar.entries TO 'site'@'localhost';
GRANT SELECT, INSERT ON foobar.entries TO 'site'@'203.0.113.12';
CREATE USER 'repl'@'203.0.113.12' IDENTIFIED BY 'repl-secret';
GRANT REPLICATION SLAVE, REPLICATION CLIENT ON *.* TO 'repl'@'203.0.113.12';
