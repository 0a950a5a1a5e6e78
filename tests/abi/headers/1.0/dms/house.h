/* house.h - for front doors (an HTTP server, a test, the command line) and rule hosts.
 *
 * A house is one open store directory with its plugins and rules. It may be asked from
 * any thread: writing units run on the house's one writer, grouped into commits; reading
 * units run on the asking thread. Since 1.0. */
#ifndef DMS_HOUSE_H
#define DMS_HOUSE_H

#include "dms/registrar.h"

DMS_EXTERN_C_BEGIN

struct dms_house_options {
    uint32_t size;
    uint32_t flags;             /* none yet */
    const char *plugin_path;    /* folders with plugins, ':' between; NULL: the installed one */
    const char *script_path;    /* the scripts folder; NULL: DIR/scripts */
    int64_t (*clock)(void *data); /* ms UTC; NULL: the machine's */
    void *clock_data;
};

/* Opens the store directory DIR made by dms init; *HOUSE is yours to close. BUSY when
 * another process has it. A plugin that cannot load is a notice, not an error:
 * dms_house_notices lists them. */
DMS_API enum dms_status dms_house_open(const char *dir,
                                       const struct dms_house_options *options,
                                       struct dms_house **house, struct dms_error *error);
/* Makes DIR and an empty store in it: brand, store and administrator come as records.
 * INVALID when DIR already holds one. */
DMS_API enum dms_status dms_house_create(const char *dir, struct dms_error *error);
/* Ends what runs, commits, anchors the audit chain. NULL is welcome. */
DMS_API void dms_house_close(struct dms_house *house);

/* Array of {"plugin", "file", "status", "text"…}: what did not load and why. Yours to destroy. */
DMS_API struct dms_json *dms_house_notices(struct dms_house *house, const char *language);

struct dms_request {
    uint32_t size;
    uint32_t flags;         /* DMS_AS_HOUSE */
    const char *user;       /* login name; NULL only with DMS_AS_HOUSE */
    const char *store;      /* store code; NULL: the user's first store */
    const char *language;   /* "zh", "en"; NULL: zh */
    const char *request_id; /* kept in the audit row; NULL: the core makes one */
    const char *key;        /* idempotency key; NULL: none */
    const char *body_hash;  /* what the key stands for; a key with another hash is INVALID */
};

enum dms_request_flag {
    DMS_AS_HOUSE = 1 << 0 /* full rights, no user: set-up, migrations, tests */
};

/* The work of one request. *ANSWER is kept with the idempotency key, so a repeated request
 * gets the same answer without running again. */
typedef enum dms_status (*dms_work)(struct dms_unit *unit, void *context,
                                    struct dms_json **answer, struct dms_error *error);

/* Returns after the commit is on the disk. *ANSWER is yours to destroy. */
DMS_API enum dms_status dms_house_write(struct dms_house *house,
                                        const struct dms_request *request, dms_work work,
                                        void *context, struct dms_json **answer,
                                        struct dms_error *error);
/* The same without waiting: DONE is called once, on the writer's thread, after the commit
 * (or refusal), and must not block; ERROR and ANSWER are lent to it. CONTEXT must stay
 * until then. */
typedef void (*dms_done)(void *context, enum dms_status status, struct dms_json *answer,
                         const struct dms_json *warnings, const struct dms_error *error);
DMS_API enum dms_status dms_house_write_later(struct dms_house *house,
                                              const struct dms_request *request, dms_work work,
                                              void *context, dms_done done,
                                              struct dms_error *error);
DMS_API enum dms_status dms_house_read(struct dms_house *house,
                                       const struct dms_request *request, dms_work work,
                                       void *context, struct dms_json **answer,
                                       struct dms_error *error);

/* What the requester asks in JSON, answered in JSON: the operations behind the command
 * line, {"do":"list","entity":"crm.lead","where":{…}}; see README "Operations". Texts are
 * in the request's language, money in yuan, personal data masked. Warnings come in the
 * answer's "warnings". */
DMS_API enum dms_status dms_house_ask(struct dms_house *house, const struct dms_request *request,
                                      const struct dms_json *question,
                                      struct dms_json **answer, struct dms_error *error);

/* Waits until every subscriber has heard what is committed now. */
DMS_API enum dms_status dms_house_settle(struct dms_house *house, struct dms_error *error);
/* Runs the timers due until UNTIL (ms UTC), each at its own due time on the unit's clock,
 * with what follows from them. *RAN: how many. */
DMS_API enum dms_status dms_house_run_timers(struct dms_house *house, int64_t until,
                                             int64_t *ran, struct dms_error *error);
/* Threads that tell subscribers and run timers as they fall due, until close. */
DMS_API enum dms_status dms_house_serve(struct dms_house *house, struct dms_error *error);

/* Replaces everything OWNER has registered by what FILL registers, under load, at once:
 * every unit sees either all of the old or all of the new. On any contradiction nothing
 * changes. For rule hosts. */
typedef enum dms_status (*dms_fill)(struct dms_registrar *registrar, void *data,
                                    struct dms_error *error);
DMS_API enum dms_status dms_house_replace(struct dms_house *house, const char *owner,
                                          dms_fill fill, void *data, struct dms_error *error);

/* What the house knows: {"entities":[…],"workflows":[…],"calls":[…],"roles":[…]} with
 * labels in LANGUAGE. Yours to destroy. */
DMS_API struct dms_json *dms_house_describe(struct dms_house *house, const char *language);
/* The sentence of an error or of any i18n key, in LANGUAGE. Yours to free(). */
DMS_API char *dms_house_error_text(struct dms_house *house, const char *language,
                                   const struct dms_error *error);
DMS_API char *dms_house_text(struct dms_house *house, const char *language, const char *key,
                             const struct dms_json *values);
/* Where things are, for rule hosts. Borrowed. */
DMS_API const char *dms_house_dir(const struct dms_house *house);
DMS_API const char *dms_house_script_path(const struct dms_house *house);
DMS_API const char *dms_house_plugin_path(const struct dms_house *house);
/* The n-th loaded plugin's folder, in start order; NULL past the end. Borrowed. */
DMS_API const char *dms_house_plugin_dir(const struct dms_house *house, size_t index);
DMS_API const char *dms_house_plugin_name(const struct dms_house *house, size_t index);
/* One line in the log. LEVEL: 0 error, 1 warning, 2 notice, 3 debug. KEY and VALUES as in
 * dms_fail. */
DMS_API void dms_log(struct dms_house *house, int level, const char *key, const char *values,
                     ...) DMS_PRINTF(4, 5);

/* Adds a line to dms_house_notices, as of PLUGIN ("rules" for a rule host); FILE may be NULL.
 * A NULL REASON takes back what PLUGIN has told. */
DMS_API void dms_house_notice(struct dms_house *house, const char *plugin, const char *file,
                              const struct dms_error *reason);
/* Adds sentences: WORDS is a flat object key → sentence in LANGUAGE, as in an i18n file. A
 * key that is there already gets the new sentence. INVALID names a key that is no text. */
DMS_API enum dms_status dms_house_words(struct dms_house *house, const char *language,
                                        const struct dms_json *words, struct dms_error *error);
/* How FIELD of ENTITY is declared now, id, state… included; NULL when there is none. Borrowed
 * until the house closes. */
DMS_API const struct dms_field *dms_house_field(const struct dms_house *house,
                                                const char *entity, const char *field);
/* BLAKE2b-256 of DATA as 64 hexadecimal characters and the ending 0. */
DMS_API void dms_digest(const void *data, size_t size, char text[65]);

/* The whole command line, dms ARGUMENTS…; returns the exit code. Since 1.0. */
DMS_API int dms_main(int argc, char **argv);

DMS_EXTERN_C_END

#endif
