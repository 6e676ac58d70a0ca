CREATE TABLE questions (
    asked INTEGER NOT NULL,
    name TEXT NOT NULL,
    way TEXT NOT NULL,
    question TEXT NOT NULL,
    abstained INTEGER NOT NULL,
    doubtful INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX questions_asked ON questions (asked);
INSERT INTO questions VALUES (1800000000, 'lan', 'chat', 'ai chủ trì?', 1, 0);
PRAGMA user_version = 2;
