-- Runs once as root, before web-02's setup.sql.

CREATE USER 'site'@'localhost' IDENTIFIED BY 'visitors-welcome';
CREATE USER 'site'@'203.0.113.12' IDENTIFIED BY 'visitors-welcome';
-- Next: the site only reads and adds entries. This is more. And where does web-01's site come from, once it asks web-02?
GRANT ALL PRIVILEGES ON foobar.* TO 'site'@'localhost', 'site'@'203.0.113.12';

-- Next: web-02 follows this server. When the parts are changed round, who follows whom?
CREATE USER 'replica'@'203.0.113.12' IDENTIFIED BY 'follows-along';
GRANT REPLICATION SLAVE ON *.* TO 'replica'@'203.0.113.12';
