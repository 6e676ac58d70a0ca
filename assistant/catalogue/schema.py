"""The tables of a catalogue, which is written once and then only read; every change makes a new file."""

from assistant.catalogue.rows import stored_shape

TABLES_VERSION = 3
"""Raised with every change to the tables or to what is put into them."""
SCHEMA_VERSION = f"{TABLES_VERSION}-{stored_shape()}"
"""Version of the tables and of the values stored in them; indexes of other versions are refused."""

TABLES = """
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
    id INTEGER PRIMARY KEY, -- document order: plan after plan, so that a plan is a range of ids
    plan INTEGER NOT NULL REFERENCES plans,
    locator TEXT NOT NULL,
    answers TEXT NOT NULL, -- joined by spaces; beside the body, which a search need not read for them
    body TEXT NOT NULL,
    UNIQUE (plan, locator)
);

CREATE TABLE records (
    id INTEGER PRIMARY KEY, -- document order
    plan INTEGER NOT NULL REFERENCES plans,
    locator TEXT NOT NULL,
    origin TEXT NOT NULL, -- "table" for a row, "prose" for an assignment in running text
    body TEXT NOT NULL
);
CREATE INDEX records_by_locator ON records (plan, locator);

CREATE TABLE abbreviations (
    plan INTEGER NOT NULL REFERENCES plans,
    short TEXT NOT NULL,
    full TEXT NOT NULL
);

CREATE TABLE views ( -- the texts under which a passage is embedded
    passage INTEGER NOT NULL REFERENCES passages,
    position INTEGER NOT NULL,
    embedding INTEGER NOT NULL REFERENCES embeddings,
    PRIMARY KEY (passage, position)
) WITHOUT ROWID;

CREATE TABLE embeddings ( -- all vectors, so that the vector store can be made anew without the model
    id INTEGER PRIMARY KEY,
    digest BLOB NOT NULL UNIQUE,
    vector BLOB NOT NULL
);

CREATE TABLE spellings ( -- syllables, and pairs of syllables joined by "_", of the indexed passages
    token TEXT PRIMARY KEY,
    folded TEXT NOT NULL,
    passages INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX spellings_by_folded ON spellings (folded);

-- Tokens come ready-made from assistant.text.tokens; the tokenizer only splits at spaces. Diacritics are
-- kept: folding would merge words ("án" and "an", "năm" and "nam").
CREATE VIRTUAL TABLE lexical USING fts5 (
    syllables,
    bigrams,
    content = '',
    tokenize = "unicode61 remove_diacritics 0 tokenchars '_'"
);
CREATE VIRTUAL TABLE temp.lexical_terms USING fts5vocab (main, lexical, col);
"""

FILL_SPELLINGS = (
    "INSERT INTO spellings SELECT term, fold(term), sum(doc) FROM temp.lexical_terms GROUP BY term"
)
"""Run once after the last passage; ``fold`` is :func:`assistant.text.normalise.fold`."""

OPTIMIZE_LEXICAL = "INSERT INTO lexical (lexical) VALUES ('optimize')"
