install plugin rpl_semi_sync_source soname 'semisync_source.so';
install plugin rpl_semi_sync_replica soname 'semisync_replica.so';
set persist rpl_semi_sync_replica_enabled = on;
-- from the next start on, until somebody says otherwise
set persist_only read_only = on;
set persist_only super_read_only = on;

create user site@localhost identified by 'visitors-welcome', site@'203.0.113.%' identified by 'visitors-welcome';
grant select, insert on foobar.* to site@localhost, site@'203.0.113.%';
create user repl@'203.0.113.%' identified by 'repl-secret' require ssl;
grant replication slave on *.* to repl@'203.0.113.%';
-- copies are made with the account of the replica that needs one
grant select, reload, process, replication client, show view, trigger, event on *.* to repl@'203.0.113.%';

set persist rpl_semi_sync_source_timeout = 60000;
set persist rpl_semi_sync_source_enabled = on;
