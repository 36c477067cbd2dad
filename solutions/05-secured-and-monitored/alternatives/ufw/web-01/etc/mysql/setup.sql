USE foobar;
CREATE USER IF NOT EXISTS 'site'@'localhost' IDENTIFIED BY 'visitors-welcome';
CREATE USER IF NOT EXISTS 'site'@'203.0.113.%' IDENTIFIED BY 'visitors-welcome';
GRANT SELECT, INSERT ON `foobar`.* TO 'site'@'localhost';
GRANT INSERT (author, text), SELECT ON `foobar`.`entries` TO 'site'@'203.0.113.%';

CREATE USER 'replica_user'@'%' IDENTIFIED WITH caching_sha2_password BY 'mirror-mirror' REQUIRE SSL;
GRANT REPLICATION SLAVE ON *.* TO 'replica_user'@'%';
FLUSH PRIVILEGES;
