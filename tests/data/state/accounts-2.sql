CREATE TABLE users (
    name TEXT PRIMARY KEY,
    role TEXT NOT NULL,
    password TEXT NOT NULL,
    disabled INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE sessions (
    digest TEXT PRIMARY KEY,
    name TEXT NOT NULL REFERENCES users ON DELETE CASCADE,
    expires INTEGER NOT NULL
) STRICT;
CREATE TABLE tokens (
    digest TEXT PRIMARY KEY,
    name TEXT NOT NULL REFERENCES users ON DELETE CASCADE,
    label TEXT NOT NULL,
    UNIQUE (name, label)
) STRICT;
INSERT INTO users VALUES ('lan', 'editor', 'scrypt', 0);
INSERT INTO sessions VALUES ('s', 'lan', 1);
INSERT INTO tokens VALUES ('t', 'lan', 'báo cáo');
PRAGMA user_version = 2;
