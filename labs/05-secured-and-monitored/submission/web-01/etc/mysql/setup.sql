-- Runs once as root, before web-02's setup.sql.

CREATE USER 'site'@'%' IDENTIFIED BY 'visitors-welcome';
-- Next: the site only reads and adds entries. This is more, and from anywhere.
GRANT ALL PRIVILEGES ON foobar.* TO 'site'@'%';

-- Next: an account with which web-02 may follow this server's changes.
