CREATE USER 'site'@'%' IDENTIFIED BY 'visitors-welcome';
GRANT SELECT, INSERT ON foobar.* TO 'site'@'%';
CREATE USER 'follower'@'web-02' IDENTIFIED BY 'follow-me';
GRANT REPLICATION SLAVE ON *.* TO 'follower'@'web-02';
CREATE DATABASE IF NOT EXISTS foobar;
