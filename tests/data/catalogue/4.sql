CREATE TABLE meta (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE plans (
    key INTEGER PRIMARY KEY,
    position INTEGER NOT NULL,
    first_passage INTEGER NOT NULL,
    end_passage INTEGER NOT NULL,
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
    answers TEXT NOT NULL,
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
CREATE INDEX abbreviations_by_plan ON abbreviations (plan);

CREATE TABLE views (
    passage INTEGER NOT NULL REFERENCES passages,
    position INTEGER NOT NULL,
    embedding INTEGER NOT NULL REFERENCES embeddings,
    PRIMARY KEY (passage, position)
) WITHOUT ROWID;
CREATE INDEX views_by_embedding ON views (embedding);

CREATE TABLE embeddings (
    id INTEGER PRIMARY KEY,
    digest BLOB NOT NULL UNIQUE,
    vector BLOB NOT NULL
);

CREATE TABLE spellings (
    id INTEGER PRIMARY KEY,
    token TEXT NOT NULL UNIQUE,
    folded TEXT NOT NULL,
    passages INTEGER NOT NULL
);
CREATE INDEX spellings_by_folded ON spellings (folded);
CREATE TABLE postings (
    token INTEGER NOT NULL REFERENCES spellings,
    block INTEGER NOT NULL REFERENCES blocks,
    passages BLOB NOT NULL,
    counts BLOB NOT NULL,
    PRIMARY KEY (token, block)
);

CREATE TABLE blocks (
    id INTEGER PRIMARY KEY,
    first_passage INTEGER NOT NULL,
    lengths BLOB NOT NULL
);

CREATE TABLE terms (
    passage INTEGER PRIMARY KEY REFERENCES passages,
    tokens BLOB NOT NULL,
    counts BLOB NOT NULL
);
