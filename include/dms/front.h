/* front.h - for front doors that strangers reach over a wire (an HTTP server, a mail gate):
 * who is it, what happened, files in and out, how the house is.
 *
 * What the command line needs stands in house.h; this is what comes on top when the asker
 * has to prove who they are and must not make others wait. Since 1.1. */
#ifndef DMS_FRONT_H
#define DMS_FRONT_H

#include "dms/house.h"

DMS_EXTERN_C_BEGIN

/* Passwords. ------------------------------------------------------------------------- */

struct dms_login {
    uint32_t size;
    uint32_t reserved;
    const char *user, *password; /* REQUIRED */
    const char *address;         /* where the asker sits, as text; tries are counted per address */
    const char *agent;           /* what the asker's program calls itself; may be NULL */
    const char *language;        /* of the answer's texts; NULL: zh */
    const char *request_id;      /* kept in the audit row; NULL: the core makes one */
};
/* Checks a password and opens a session (a core.session record that keeps only the digest of
 * the secret). ANSWER: {"session": the secret, shown this once, "csrf", "user", "expires_at"}.
 * Slow on purpose (Argon2id): at most two are checked at once, the rest wait for at most
 * five seconds. FORBIDDEN "access.wrong_login", the same for an unknown name as for a wrong
 * password and after the same work. LIMIT "access.too_many_tries" or "access.login_busy" with
 * the value retry_after (seconds) when the account or the address tried too often; no account
 * is ever locked: under attack each address has a single try left. The figures are core.setting
 * login.tries, login.tries_address, login.tries_account, login.window_minutes, session.hours and
 * session.most. ADDRESS and AGENT are cut to what the record holds. */
DMS_API enum dms_status dms_house_login(struct dms_house *house, const struct dms_login *login,
                                        struct dms_json **answer, struct dms_error *error);
/* Ends the session that SECRET opened; a secret nobody knows is no error. */
DMS_API enum dms_status dms_house_logout(struct dms_house *house, const char *secret,
                                         struct dms_error *error);

enum dms_visitor_kind {
    DMS_VISITOR_SESSION = 1, /* came with a password: a browser */
    DMS_VISITOR_TOKEN        /* came with a token: a program */
};
/* Who holds a secret. Text is the struct's own. */
struct dms_visitor {
    uint32_t size; /* set it before asking */
    uint32_t kind; /* enum dms_visitor_kind */
    int64_t id;         /* of the core.session or core.token */
    int64_t user;
    int64_t expires_at; /* ms UTC */
    char name[256];     /* login name */
    char csrf[64];      /* "" for a token */
    char scope[1024];   /* of a token, as dms_request.scope takes it; "": all the user may */
};
/* FORBIDDEN "access.no_visit" when SECRET opens nothing, has expired or was revoked, or its
 * user is switched off: from when the change that ended it is answered, whichever door it came
 * through. A new password ends all sessions of its user, not the tokens. Fast: no transaction,
 * mostly no database. SECRET may be any text. */
DMS_API enum dms_status dms_house_enter(struct dms_house *house, const char *secret,
                                        struct dms_visitor *visitor, struct dms_error *error);
/* A token for the requester: {"name", "scope": ["crm.*:read", …] or absent, "expires_at" or "days"
 * or neither} gives {"token": the secret, shown this once, "record": the core.token}. Listing and
 * revoking are list and remove of core.token (own ones only). INVALID with the field: a scope word
 * that speaks of nothing here, an end past core.setting token.most_days. LIMIT past token.most.
 * FORBIDDEN for a request that has a scope itself, and for the house. A repeated request with the
 * same key gets the record again, without the secret. */
DMS_API enum dms_status dms_house_token(struct dms_house *house,
                                        const struct dms_request *request,
                                        const struct dms_json *wish, struct dms_json **answer,
                                        struct dms_error *error);

/* Asking without waiting. -------------------------------------------------------------- */

struct dms_answer_text {
    uint32_t size; /* set it before asking */
    uint32_t reserved;
    char *text;    /* compact, keys sorted; yours to free() */
    size_t length;
    int64_t rev;   /* of the one record answered ("get", "create"…); else 0 */
    char *next;    /* cursor of the page after the one "list" answers; NULL: none; yours to free() */
    int64_t record; /* id of the one record answered; else 0 */
};

/* ANSWER is lent; what DONE takes of its text and next, it sets to NULL there. Empty unless STATUS
 * is OK. */
typedef void (*dms_answered)(void *context, enum dms_status status,
                             struct dms_answer_text *answer, const struct dms_error *error);
/* As dms_house_ask, printed, but a question that writes is answered by DONE on the writer's
 * thread after the commit, and must not block there (see dms_house_write_later); one that reads
 * by DONE before this returns. DONE is called exactly once, whatever the status. Warnings are in
 * the answer. QUESTION is copied. A question to the house as a whole (backup, check…) is
 * UNSUPPORTED here: it would make the caller wait. */
DMS_API void dms_house_ask_later(struct dms_house *house, const struct dms_request *request,
                                 const struct dms_json *question, dms_answered done,
                                 void *context);

/* As dms_house_ask for a question that only reads, printed: the very bytes dms_json_print would
 * make of its answer. For "get" and "list" without titles no tree is built, which makes a page
 * several times cheaper. */
DMS_API enum dms_status dms_house_ask_text(struct dms_house *house,
                                           const struct dms_request *request,
                                           const struct dms_json *question,
                                           struct dms_answer_text *answer,
                                           struct dms_error *error);

/* What happened. ------------------------------------------------------------------------ */

/* The events after AFTER (an event id; 0: from the first kept) that the requester may see, in
 * order, at most LIMIT (1 to 1,000): {"events": [{"id", "at", "name", "entity", "record", "store",
 * "user", "user_name", "payload"}], "last": id to go on after, also when nothing was visible,
 * "more": whether there may be more}. Values of fields the requester may not see are masked or
 * left out, as in history. */
DMS_API enum dms_status dms_house_events(struct dms_house *house,
                                         const struct dms_request *request, int64_t after,
                                         uint32_t limit, struct dms_json **answer,
                                         struct dms_error *error);
/* The id of the newest event committed. */
DMS_API int64_t dms_house_last_event(struct dms_house *house);
/* TOLD is called after each commit that had events, on any thread; it must not block nor ask the
 * house. At most 16 watch at once (LIMIT). unwatch returns when TOLD runs no more. */
typedef void (*dms_told)(void *data);
DMS_API enum dms_status dms_house_watch(struct dms_house *house, dms_told told, void *data,
                                        struct dms_error *error);
DMS_API void dms_house_unwatch(struct dms_house *house, dms_told told, void *data);

/* Files. -------------------------------------------------------------------------------- */

struct dms_import_options {
    uint32_t size;
    uint32_t dry_run;    /* 1: everything but the commit */
    const char *target;  /* REQUIRED: an entity or the name of an importer */
    const char *file;    /* REQUIRED: path to read */
    const char *name;    /* what people call it; NULL: FILE */
    const struct dms_json *map; /* NULL: headers are field names or labels */
    const char *map_name; /* of the map, for errors; NULL: none */
    const char *rejects; /* path of the file to put bad rows into; NULL: none */
    /* {"rows","accepted","skipped","rejected","bytes","total"}, from time to time; may be NULL. */
    void (*progress)(const struct dms_json *progress, void *context);
    void *context;
    /* Asked between rows, on the importing thread: 1 ends the import with BUSY "exchange.stopped";
     * what is in stays in, and the same file again goes on from there. May be NULL. */
    uint32_t (*stops)(void *context);
};
/* As dms import. *ANSWER: the last progress, also beside an error. Takes as long as it takes:
 * call it on a thread of your own. */
DMS_API enum dms_status dms_house_import(struct dms_house *house,
                                         const struct dms_request *request,
                                         const struct dms_import_options *options,
                                         struct dms_json **answer, struct dms_error *error);

struct dms_export_options {
    uint32_t size;
    uint32_t reserved;
    const char *entity; /* REQUIRED */
    const char *format; /* REQUIRED: "csv", "json", "xlsx" */
    const char *file;   /* REQUIRED: path to write; complete when this returns OK */
    const char *fields; /* comma separated; NULL: all */
    const struct dms_json *question; /* where, sort; NULL: everything */
    /* Asked between rows: 1 ends the export with BUSY "exchange.stopped". May be NULL. */
    uint32_t (*stops)(void *context);
    void *context;
};
/* As dms export: needs DMS_EXPORT, is logged. *ROWS: how many went out. */
DMS_API enum dms_status dms_house_export(struct dms_house *house,
                                         const struct dms_request *request,
                                         const struct dms_export_options *options,
                                         int64_t *rows, struct dms_error *error);

/* How the house is. --------------------------------------------------------------------- */

/* {"ready", "writable": booleans, "units", "refused", "commits", "queue", "outbox_last",
 * "outbox_behind": events the slowest subscriber has not heard, "parked", "timers_due",
 * "database_bytes", "wal_bytes", "notices"}: integers, counted since the house was opened where
 * they count. Cheap enough to be asked every second. Yours to destroy. */
DMS_API struct dms_json *dms_house_health(struct dms_house *house);

DMS_EXTERN_C_END

#endif
