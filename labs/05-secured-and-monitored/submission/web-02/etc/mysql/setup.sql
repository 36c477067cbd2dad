-- Runs once as root, after web-01's setup.sql.

-- Next: follow web-01's changes. What its setup.sql made, the site's account included, then arrives here by itself.
