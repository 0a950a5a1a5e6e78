/* reader.h - reads one declaration's table; every fault is a problem with file and line. */
#ifndef DMS_SCRIPT_READER_H
#define DMS_SCRIPT_READER_H

#include "script/ruleset.h"

/* All INDEX are absolute places on the stack that hold tables. */
struct reader {
    lua_State *lua;
    struct ruleset *rules;
    const struct source *source;
    size_t declaration; /* number */
    int table;          /* of the declaration */
    int line;
};

/* A problem at the line where WORD stands (the declaration's line when WORD is NULL). */
void reader_problem(const struct reader *reader, const char *word, const char *key,
                    const char *text, const char *near);
/* Every key must be one of ALLOWED (ends with NULL); ROWS: numbered members are welcome. */
void reader_keys(const struct reader *reader, int index, const char *const *allowed,
                 bool rows);
/* Text of the arena; NULL when absent (a problem when NEEDED) or of a wrong type (a problem). */
const char *reader_text(const struct reader *reader, int index, const char *key, bool needed);
bool reader_flag(const struct reader *reader, int index, const char *key);
int64_t reader_integer(const struct reader *reader, int index, const char *key);
/* A list of texts, or one text; ends with NULL; NULL when absent. */
const char *const *reader_texts(const struct reader *reader, int index, const char *key);
/* Pushes the table at KEY and returns its place; 0 (nothing pushed) when absent. */
int reader_table(const struct reader *reader, int index, const char *key, bool needed);
/* The slot of a function of the declaration: KEY, or LIST[ROW].KEY. INDEX holds it. */
int reader_function(const struct reader *reader, int index, const char *list, int row,
                    const char *key, bool needed);
bool reader_is_function(const struct reader *reader, int index, const char *key);
/* The value at KEY as data that lives with the ruleset; NULL when absent or no data. */
const struct dms_json *reader_json(const struct reader *reader, int index, const char *key);
/* Does ENTITY have FIELD (one step "customer.grade" allowed)? Else a problem. */
void reader_check_field(const struct reader *reader, const char *entity, const char *field);
bool reader_check_entity(const struct reader *reader, const char *entity);
void reader_check_words(const struct reader *reader, const char *key);

#endif
