-- The file and position that SHOW BINARY LOG STATUS told on web-01 before any account was made.
CHANGE REPLICATION SOURCE TO
  SOURCE_HOST='web-01',
  SOURCE_USER='repl',
  SOURCE_PASSWORD='repl-secret',
  SOURCE_LOG_FILE='mysql-bin.000001',
  SOURCE_LOG_POS=158,
  SOURCE_CONNECT_RETRY=1,
  GET_SOURCE_PUBLIC_KEY=1;
START REPLICA;
SET PERSIST read_only = ON;
SET PERSIST super_read_only = ON;
