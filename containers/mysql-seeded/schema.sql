SET NAMES utf8mb4;

CREATE DATABASE foobar CHARACTER SET utf8mb4;

CREATE TABLE foobar.entries (
    id         BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
    author     VARCHAR(60) NOT NULL,
    text       VARCHAR(500) NOT NULL,
    created_at TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3)
) CHARACTER SET utf8mb4;

INSERT INTO foobar.entries (author, text) VALUES
    ('Ada', 'First! Lovely to see this page up and running.'),
    ('Grace', 'Checked the logs: no bugs in the relays today.'),
    ('Zoë', 'Greetings from Québec – accents and emoji 🐘 survive the database, well done.');
