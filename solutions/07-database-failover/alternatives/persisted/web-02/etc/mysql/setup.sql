install plugin rpl_semi_sync_replica soname 'semisync_replica.so';
install plugin rpl_semi_sync_source soname 'semisync_source.so';
set persist rpl_semi_sync_replica_enabled = on;
change replication source to source_host = 'web-01', source_user = 'repl', source_password = 'repl-secret',
    source_auto_position = 1, source_ssl = 1;
start replica;
set persist super_read_only = on;