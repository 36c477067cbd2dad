-- Runs once as root, after web-01's setup.sql.

-- Next: it follows from the start of a file. Let it find its place by the numbers of the transactions.
CHANGE REPLICATION SOURCE TO
    SOURCE_HOST = '203.0.113.11',
    SOURCE_USER = 'replica',
    SOURCE_PASSWORD = 'follows-along',
    SOURCE_LOG_FILE = 'binlog.000001',
    SOURCE_LOG_POS = 4,
    SOURCE_CONNECT_RETRY = 1,
    SOURCE_RETRY_COUNT = 86400,
    GET_SOURCE_PUBLIC_KEY = 1;
START REPLICA;
