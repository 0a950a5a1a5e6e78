/* messages.h - every sentence a person reads: i18n/zh.json and i18n/en.json, merged. */
#ifndef DMS_BASE_MESSAGES_H
#define DMS_BASE_MESSAGES_H

#include "dms/error.h"
#include "dms/json.h"

struct messages;

/* Holds the core's own sentences from the start. */
struct messages *messages_create(void);
void messages_destroy(struct messages *messages);
/* Adds FOLDER/zh.json and FOLDER/en.json: flat objects key → sentence with {name} gaps.
 * A folder without files is fine; a broken file is INVALID with file and line. */
enum dms_status messages_load(struct messages *messages, const char *folder,
                              struct dms_error *error);
/* Adds the sentences of WORDS, an object key → sentence, in LANGUAGE; others may read
 * meanwhile. INVALID names a key whose sentence is no text. */
enum dms_status messages_put(struct messages *messages, const char *language,
                             const struct dms_json *words, struct dms_error *error);
/* The sentence of KEY in LANGUAGE ("zh" or "en"), else the other language's, else NULL. */
const char *messages_at(const struct messages *messages, const char *language, const char *key);
/* Is there one in LANGUAGE itself? */
bool messages_has(const struct messages *messages, const char *language, const char *key);
/* With the gaps filled from VALUES (object of text and numbers; NULL: none); the key itself
 * when unknown. A value that begins with '@' is itself a key. Yours to free(). */
char *messages_text(const struct messages *messages, const char *language, const char *key,
                    const struct dms_json *values);
/* The whole sentence of an error: "file:line: field: text (rule)". Yours to free(). */
char *messages_error(const struct messages *messages, const char *language,
                     const struct dms_error *error);

#endif
