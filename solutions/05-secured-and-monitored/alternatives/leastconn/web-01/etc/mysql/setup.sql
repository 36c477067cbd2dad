CREATE USER 'site'@'%' IDENTIFIED BY 'visitors-welcome';
CREATE ROLE 'visitors_book';
GRANT SELECT, INSERT ON foobar.* TO 'visitors_book';
GRANT 'visitors_book' TO 'site'@'%';
SET DEFAULT ROLE 'visitors_book' TO 'site'@'%';
CREATE USER 'follower'@'web-02' IDENTIFIED BY 'follow-me';
GRANT REPLICATION SLAVE ON *.* TO 'follower'@'web-02';
CREATE DATABASE IF NOT EXISTS foobar;
