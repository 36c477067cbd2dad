-- The site of either web server reads and adds entries, and does nothing else.
CREATE USER 'site'@'localhost' IDENTIFIED BY 'visitors-welcome';
CREATE USER 'site'@'203.0.113.11' IDENTIFIED BY 'visitors-welcome';
CREATE USER 'site'@'203.0.113.12' IDENTIFIED BY 'visitors-welcome';
GRANT SELECT, INSERT ON foobar.entries TO 'site'@'localhost', 'site'@'203.0.113.11', 'site'@'203.0.113.12';

-- Either server may follow the other one, and be filled from it.
CREATE USER 'replica'@'203.0.113.11' IDENTIFIED BY 'follows-along';
CREATE USER 'replica'@'203.0.113.12' IDENTIFIED BY 'follows-along';
GRANT REPLICATION SLAVE ON *.* TO 'replica'@'203.0.113.11', 'replica'@'203.0.113.12';
CREATE USER 'backup'@'203.0.113.11' IDENTIFIED BY 'copies-all';
GRANT SELECT, SHOW VIEW, TRIGGER, EVENT ON foobar.* TO 'backup'@'203.0.113.11';
GRANT RELOAD, PROCESS, REPLICATION CLIENT ON *.* TO 'backup'@'203.0.113.11';

-- Last, since until web-02 follows nobody would confirm what is written.
SET GLOBAL rpl_semi_sync_source_enabled = ON;
