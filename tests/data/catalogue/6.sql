CREATE TABLE meta (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE plans (
    key INTEGER PRIMARY KEY, -- kept as long as the plan's source does not change
    position INTEGER NOT NULL, -- place in the corpus
    first_passage INTEGER NOT NULL, -- the plan's passages are a range of ids, in document order
    end_passage INTEGER NOT NULL, -- one past the last
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
    id INTEGER PRIMARY KEY, -- never given twice in a file, so that other stores can refer to it
    plan INTEGER NOT NULL REFERENCES plans,
    locator TEXT NOT NULL,
    body TEXT NOT NULL,
    UNIQUE (plan, locator)
);

CREATE TABLE traits ( -- of the passages of a plan, from the first on
    plan INTEGER PRIMARY KEY REFERENCES plans,
    answers BLOB NOT NULL, -- ids of answer sets, uint32
    copies BLOB NOT NULL -- digests of the letters of the text, uint64
);

CREATE TABLE answer_sets (
    id INTEGER PRIMARY KEY,
    names TEXT NOT NULL UNIQUE -- joined by spaces
);

CREATE TABLE records (
    id INTEGER PRIMARY KEY, -- document order within the plan
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
CREATE INDEX abbreviations_by_plan ON abbreviations (plan);

CREATE TABLE views ( -- the texts under which a passage is embedded
    passage INTEGER NOT NULL REFERENCES passages,
    position INTEGER NOT NULL, -- 0, 1, 2 …
    digest BLOB NOT NULL, -- of the model and the text
    searched INTEGER NOT NULL, -- 1 for one that the vector store holds
    PRIMARY KEY (passage, position)
) WITHOUT ROWID;
CREATE INDEX views_by_digest ON views (digest);
CREATE INDEX searched_views ON views (passage, position) WHERE searched = 1;

CREATE TABLE vectors ( -- of all views, so that the vector store can be made anew without the model
    passage INTEGER PRIMARY KEY REFERENCES passages,
    vectors BLOB NOT NULL -- int16, one view after the other in the order of their positions
);

CREATE TABLE spellings ( -- syllables, and pairs of syllables joined by "_", of the indexed passages
    id INTEGER PRIMARY KEY,
    token TEXT NOT NULL UNIQUE,
    folded TEXT NOT NULL,
    passages INTEGER NOT NULL
);
CREATE INDEX spellings_by_folded ON spellings (folded);

-- The lexical index. Diacritics are kept: folding would merge words ("án" and "an", "năm" and "nam").
-- Passages are written in blocks of successive ids; those that were removed stay in the blobs, with length 0.
CREATE TABLE postings ( -- in which passages a token stands
    token INTEGER NOT NULL REFERENCES spellings,
    block INTEGER NOT NULL REFERENCES blocks,
    passages BLOB NOT NULL, -- ids, uint32, ascending
    counts BLOB NOT NULL, -- how often in each, uint8
    PRIMARY KEY (token, block)
);

CREATE TABLE blocks (
    id INTEGER PRIMARY KEY,
    first_passage INTEGER NOT NULL,
    lengths BLOB NOT NULL -- tokens of each passage from the first on, uint32; 0 for one that is not searched
);

CREATE TABLE terms ( -- the same the other way round, to score given passages
    passage INTEGER PRIMARY KEY REFERENCES passages,
    tokens BLOB NOT NULL, -- ids of spellings, uint32, each once
    counts BLOB NOT NULL -- uint8
);
