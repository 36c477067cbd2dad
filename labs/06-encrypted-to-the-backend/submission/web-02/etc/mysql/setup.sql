CHANGE REPLICATION SOURCE TO
    SOURCE_HOST = '203.0.113.11',
    SOURCE_USER = 'replica',
    SOURCE_PASSWORD = 'follows-along',
    SOURCE_AUTO_POSITION = 1,
    SOURCE_CONNECT_RETRY = 1,
    SOURCE_RETRY_COUNT = 86400,
    SOURCE_SSL = 0,
    GET_SOURCE_PUBLIC_KEY = 1;
START REPLICA;
-- Next: what the replica is sent can be read on the way.
