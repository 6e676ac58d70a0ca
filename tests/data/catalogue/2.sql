CREATE TABLE meta (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE plans (
    position INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    digest TEXT NOT NULL,
    body TEXT NOT NULL,
    warnings TEXT NOT NULL
);

CREATE TABLE plan_texts (
    plan INTEGER PRIMARY KEY REFERENCES plans,
    text TEXT NOT NULL
);

CREATE TABLE passages (
    id INTEGER PRIMARY KEY,
    plan INTEGER NOT NULL REFERENCES plans,
    locator TEXT NOT NULL,
    body TEXT NOT NULL,
    UNIQUE (plan, locator)
);

CREATE TABLE records (
    id INTEGER PRIMARY KEY,
    plan INTEGER NOT NULL REFERENCES plans,
    locator TEXT NOT NULL,
    origin TEXT NOT NULL,
    body TEXT NOT NULL
);
CREATE INDEX records_by_locator ON records (plan, locator);

CREATE TABLE abbreviations (
    plan INTEGER NOT NULL REFERENCES plans,
    short TEXT NOT NULL,
    full TEXT NOT NULL
);

CREATE TABLE views (
    passage INTEGER NOT NULL REFERENCES passages,
    position INTEGER NOT NULL,
    embedding INTEGER NOT NULL REFERENCES embeddings,
    PRIMARY KEY (passage, position)
) WITHOUT ROWID;

CREATE TABLE embeddings (
    id INTEGER PRIMARY KEY,
    digest BLOB NOT NULL UNIQUE,
    vector BLOB NOT NULL
);

CREATE TABLE spellings (
    token TEXT PRIMARY KEY,
    folded TEXT NOT NULL,
    passages INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX spellings_by_folded ON spellings (folded);
CREATE VIRTUAL TABLE lexical USING fts5 (
    syllables,
    bigrams,
    content = '',
    tokenize = "unicode61 remove_diacritics 0 tokenchars '_'"
);
CREATE VIRTUAL TABLE temp.lexical_terms USING fts5vocab (main, lexical, col);
