SET GLOBAL read_only = 0;
CREATE USER 'site'@'%' IDENTIFIED BY 'visitors-welcome';
GRANT SELECT, INSERT ON `foobar`.* TO 'site'@'%';
CREATE USER 'replicator'@'%' IDENTIFIED BY 'Rep1icator!';
GRANT SELECT, RELOAD, PROCESS, REPLICATION SLAVE, REPLICATION CLIENT ON *.* TO 'replicator'@'%';
FLUSH PRIVILEGES;
SHOW BINARY LOG STATUS\G
SET GLOBAL rpl_semi_sync_source_enabled = 1;
