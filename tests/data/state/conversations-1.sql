CREATE TABLE conversations (
                id TEXT PRIMARY KEY,
                owner TEXT NOT NULL,
                title TEXT NOT NULL,
                folded TEXT NOT NULL, -- without diacritics, for the search
                changed INTEGER NOT NULL
            ) STRICT;
INSERT INTO "conversations" VALUES('mot','user:lan','ai chủ trì?',' ai chu tri',1800000000);
CREATE TABLE shares (
                token TEXT PRIMARY KEY,
                conversation TEXT NOT NULL UNIQUE REFERENCES conversations ON DELETE CASCADE,
                last_turn INTEGER NOT NULL -- what is asked later is not shared
            ) STRICT;
INSERT INTO "shares" VALUES('lien-ket','mot',1);
CREATE TABLE turns (
                number INTEGER PRIMARY KEY AUTOINCREMENT, -- later turns have higher ones; none is given twice
                id TEXT NOT NULL UNIQUE,
                conversation TEXT NOT NULL REFERENCES conversations ON DELETE CASCADE,
                waiting INTEGER NOT NULL,
                folded TEXT NOT NULL, -- question and answer, for the search
                body TEXT NOT NULL
            ) STRICT;
INSERT INTO "turns" VALUES(1,'luot','mot',0,' ai chu tri so noi vu','{"question":"ai chủ trì?","plan_ids":[],"scope":[],"found":null,"outcome":{"answer":{"text":"Sở Nội vụ.","abstained":false,"citations":[],"nearest":[],"plan_ids":[],"suggestions":[],"checks":[]},"sources":[],"searched":[],"token":""},"id":"luot"}');
CREATE INDEX conversations_by_owner ON conversations (owner, changed);
CREATE INDEX conversations_by_age ON conversations (changed);
CREATE INDEX turns_by_conversation ON turns (conversation, number);
PRAGMA user_version = 1;
