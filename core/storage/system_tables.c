/* system_tables.c - the tables of the house itself, made once when a store is created. */
#include "storage/schema.h"

const char *const system_tables[] = {
    "CREATE TABLE note(name TEXT NOT NULL PRIMARY KEY, body TEXT NOT NULL) STRICT",
    "CREATE TABLE step(name TEXT NOT NULL PRIMARY KEY, digest TEXT NOT NULL) STRICT",
    /* Which entity a table belongs to, to name it when a removal is refused. */
    "CREATE TABLE entity(tbl TEXT NOT NULL PRIMARY KEY, name TEXT NOT NULL) STRICT",
    /* The highest id of a table whose last record was removed. */
    "CREATE TABLE top(tbl TEXT NOT NULL PRIMARY KEY, id INTEGER NOT NULL) STRICT",
    "CREATE TABLE number(series TEXT NOT NULL PRIMARY KEY, last INTEGER NOT NULL) STRICT",
    "CREATE TABLE answer(key TEXT NOT NULL PRIMARY KEY, hash TEXT NOT NULL,"
    " body TEXT NOT NULL, at INTEGER NOT NULL) STRICT",
    "CREATE INDEX answerat ON answer(at)",
    /* AUTOINCREMENT: the same event always has the same id, even after a clean-up. */
    "CREATE TABLE outbox(id INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL,"
    " name TEXT NOT NULL, entity TEXT NOT NULL, record INTEGER NOT NULL,"
    " store INTEGER NOT NULL, user INTEGER NOT NULL, payload TEXT) STRICT",
    "CREATE TABLE heard(subscriber TEXT NOT NULL PRIMARY KEY,"
    " event INTEGER NOT NULL) STRICT",
    "CREATE TABLE parked(id INTEGER PRIMARY KEY, subscriber TEXT NOT NULL,"
    " event INTEGER NOT NULL, reason TEXT NOT NULL, UNIQUE(subscriber,event)) STRICT",
    "CREATE TABLE timer(id INTEGER PRIMARY KEY AUTOINCREMENT, due INTEGER NOT NULL,"
    " handler TEXT NOT NULL, entity TEXT NOT NULL, record INTEGER NOT NULL,"
    " key TEXT NOT NULL, payload TEXT, UNIQUE(handler,entity,record,key)) STRICT",
    "CREATE INDEX timerdue ON timer(due,id)",
    "CREATE TABLE audit(id INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL,"
    " user INTEGER NOT NULL, store INTEGER NOT NULL, record INTEGER NOT NULL,"
    " kind TEXT NOT NULL, entity TEXT NOT NULL, action TEXT NOT NULL, changes TEXT,"
    " request TEXT NOT NULL, previous BLOB NOT NULL, digest BLOB NOT NULL) STRICT",
    "CREATE INDEX auditof ON audit(entity,record,id)",
    "CREATE TRIGGER auditkept BEFORE UPDATE ON audit"
    " BEGIN SELECT raise(ABORT,'audit rows are never changed'); END",
    "CREATE TRIGGER auditstays BEFORE DELETE ON audit"
    " BEGIN SELECT raise(ABORT,'audit rows are never removed'); END",
    "CREATE TABLE searchdoc(id INTEGER PRIMARY KEY, entity TEXT NOT NULL,"
    " record INTEGER NOT NULL, body TEXT NOT NULL, UNIQUE(entity,record)) STRICT",
    "CREATE VIRTUAL TABLE searchword USING fts5(body, content='searchdoc',"
    " content_rowid='id', tokenize='unicode61')",
    NULL,
};
