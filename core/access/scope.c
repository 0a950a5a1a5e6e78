/* scope.c - reads a scope and narrows permissions by it; it can only ever take away. */
#include "access/scope.h"

#include <string.h>

#include "access/entities.h"
#include "access/permission.h"

#define EVERY_ACTION ((UINT32_C(1) << ACTIONS) - 1)

struct scope_word {
    const char *text, *pattern;
    uint32_t actions; /* of entities */
    bool calls;       /* the pattern is one of calls */
};

struct access_scope {
    size_t count;
    struct scope_word words[];
};

bool
pattern_speaks_of(const char *pattern, const char *name)
{
    size_t size = strlen(pattern);
    if (strcmp(pattern, "*") == 0)
        return true;
    if (size > 2 && strcmp(pattern + size - 2, ".*") == 0)
        return strncmp(pattern, name, size - 1) == 0;
    return strcmp(pattern, name) == 0;
}

static bool
is_pattern(const char *text)
{
    size_t size = strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789_.");
    return strcmp(text, "*") == 0 || (size > 0 && text[size] == '\0') ||
           (size > 1 && text[size - 1] == '.' && strcmp(text + size, "*") == 0);
}

/* Cuts TEXT, which is ours, at the colon. */
static bool
read_word(char *text, struct scope_word *word)
{
    const char *unknown = NULL;
    char *colon = strchr(text, ':');
    word->pattern = text;
    if (colon == NULL) {
        word->actions = EVERY_ACTION;
        word->calls = true;
        return strcmp(text, "*") == 0;
    }
    *colon = '\0';
    if (strcmp(text, "call") == 0) {
        word->pattern = colon + 1;
        word->calls = true;
    } else {
        word->actions = strcmp(colon + 1, "*") == 0 ? EVERY_ACTION
                                                    : actions_read(colon + 1, &unknown);
    }
    return is_pattern(word->pattern) && unknown == NULL &&
           (word->calls || word->actions != 0);
}

static size_t
count_words(const char *text)
{
    size_t count = 0;
    for (text += strspn(text, " "); *text != '\0'; text += strspn(text, " ")) {
        text += strcspn(text, " ");
        count++;
    }
    return count;
}

enum dms_status
scope_read(const char *text, struct scratch *scratch, const struct access_scope **scope,
           struct dms_error *error)
{
    *scope = NULL;
    if (text == NULL || text[0] == '\0')
        return DMS_OK;
    size_t count = count_words(text);
    struct access_scope *read =
        scratch_alloc(scratch, sizeof(*read) + (count + 1) * sizeof(read->words[0]));
    for (; read->count < count; read->count++) {
        struct scope_word *word = &read->words[read->count];
        text += strspn(text, " ");
        size_t size = strcspn(text, " ");
        word->text = scratch_copy_sized(scratch, text, size);
        if (!read_word(scratch_copy_sized(scratch, text, size), word))
            return dms_fail_field(error, DMS_INVALID, "scope", "access.bad_scope",
                                  "word=%s", word->text);
        text += size;
    }
    *scope = read;
    return DMS_OK;
}

void
scope_narrow(const struct access_scope *scope, struct permission *permission)
{
    uint32_t actions = 0;
    if (scope == NULL)
        return;
    for (size_t i = 0; i < scope->count; i++)
        if (scope->words[i].actions != 0 &&
            pattern_speaks_of(scope->words[i].pattern, permission->entity->name))
            actions |= scope->words[i].actions;
    permission->actions &= actions;
}

bool
scope_opens_call(const struct access_scope *scope, const char *call)
{
    bool opens = scope == NULL;
    for (size_t i = 0; !opens && i < scope->count; i++)
        opens = scope->words[i].calls && pattern_speaks_of(scope->words[i].pattern, call);
    return opens;
}

static bool
speaks_of_some(const struct scope_word *word, const struct entity_set *set)
{
    bool speaks = false;
    for (size_t i = 0; !speaks && word->actions != 0 && i < set->count; i++)
        speaks = pattern_speaks_of(word->pattern, set->items[i]->name);
    return speaks;
}

const char *
scope_idle_word(const struct access_scope *scope, const struct entity_set *set,
                bool (*is_call)(const void *data, const char *pattern), const void *data)
{
    for (size_t i = 0; scope != NULL && i < scope->count; i++) {
        const struct scope_word *word = &scope->words[i];
        if (!speaks_of_some(word, set) &&
            !(word->calls &&
              (strcmp(word->pattern, "*") == 0 || is_call(data, word->pattern))))
            return word->text;
    }
    return NULL;
}
