CREATE TABLE feedback (
                number INTEGER PRIMARY KEY AUTOINCREMENT,
                turn TEXT NOT NULL UNIQUE, -- of the conversation; a second thought replaces the first
                given INTEGER NOT NULL,
                name TEXT NOT NULL,
                helpful INTEGER NOT NULL,
                reason TEXT NOT NULL,
                comment TEXT NOT NULL,
                question TEXT NOT NULL,
                history TEXT NOT NULL,
                reply TEXT NOT NULL,
                handled INTEGER NOT NULL
            ) STRICT;
INSERT INTO "feedback" VALUES(1,'luot',1800000000,'lan',0,'sai-co-quan','ghi thêm','ai chủ trì?','["trước"]','{"answer":{"text":"Sở Nội vụ.","abstained":false,"citations":[],"nearest":[],"plan_ids":[],"suggestions":[],"checks":[]},"sources":[],"searched":[],"token":""}',0);
CREATE INDEX feedback_by_time ON feedback (given);
PRAGMA user_version = 1;
