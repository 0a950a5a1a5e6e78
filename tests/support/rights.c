/* rights.c - see rights.h. */
#include "support/rights.h"

#include <stdlib.h>
#include <string.h>

struct rights {
    struct dms_json *answer;
    const struct dms_json *grants;
};

struct rights *
rights_load(struct http_house *house)
{
    struct rights *rights = calloc(1, sizeof(*rights));
    if (rights == NULL)
        abort();
    rights->answer = http_house_ask(
        house, NULL, NULL, "{\"do\":\"list\",\"entity\":\"core.grant\",\"limit\":1000}");
    rights->grants = dms_json_at_key(rights->answer, "records");
    return rights;
}

void
rights_destroy(struct rights *rights)
{
    dms_json_destroy(rights->answer);
    free(rights);
}

/* Is WORD among the words of LIST, which commas and blanks divide? */
static bool
lists(const char *list, const char *word)
{
    size_t size = strlen(word);
    for (const char *at = list; at != NULL && *at != '\0'; at += strcspn(at, ", ")) {
        at += strspn(at, ", ");
        if (strcspn(at, ", ") == size && strncmp(at, word, size) == 0)
            return true;
    }
    return false;
}

static bool
speaks_of(const char *pattern, const char *entity)
{
    const char *star = strstr(pattern, ".*");
    return strcmp(pattern, "*") == 0 || strcmp(pattern, entity) == 0 ||
           (star != NULL && strncmp(pattern, entity, (size_t)(star - pattern) + 1) == 0);
}

static unsigned
level_of(const char *scope)
{
    static const char *const words[] = { "", "own", "team", "store", "group" };
    for (unsigned i = 1; i < 5; i++)
        if (strcmp(words[i], scope) == 0)
            return i;
    return 0;
}

static bool
grants(const struct dms_json *grant, const char *role, const char *entity,
       const char *action)
{
    const char *whose = dms_json_text_at(grant, "role");
    return (strcmp(whose, role) == 0 || strcmp(whose, "everyone") == 0) &&
           speaks_of(dms_json_text_at(grant, "entity"), entity) &&
           lists(dms_json_text_at(grant, "actions"), action);
}

/* Whatever FIELD is, when it is NULL. */
static unsigned
reach(const struct rights *rights, const char *role, const char *entity,
      const char *action, const char *field)
{
    unsigned widest = 0;
    for (size_t i = 0; i < dms_json_count(rights->grants); i++) {
        const struct dms_json *grant = dms_json_at(rights->grants, i);
        unsigned level = level_of(dms_json_text_at(grant, "scope"));
        if (grants(grant, role, entity, action) && level > widest &&
            (field == NULL || !lists(dms_json_text_at(grant, "except"), field)))
            widest = level;
    }
    return widest;
}

unsigned
rights_reach(const struct rights *rights, const char *role, const char *entity,
             const char *action)
{
    return reach(rights, role, entity, action, NULL);
}

bool
rights_may(const struct rights *rights, const char *role, const char *entity,
           const char *action, unsigned level)
{
    return reach(rights, role, entity, action, NULL) >= level;
}

enum rights_sight
rights_sight(const struct rights *rights, const char *role, const char *entity,
             const struct dms_json *field, unsigned level)
{
    const char *name = dms_json_text_at(field, "name"),
               *class = dms_json_text_at(field, "class"), *needed = NULL;
    if (strcmp(class, "secret") == 0 || reach(rights, role, entity, "read", name) < level)
        return SIGHT_NONE;
    if (strcmp(class, "personal") == 0)
        needed = "see_personal";
    else if (strcmp(class, "sensitive") == 0)
        needed = "see_sensitive";
    return needed == NULL || reach(rights, role, entity, needed, name) >= level
               ? SIGHT_CLEAR
               : SIGHT_MASKED;
}

enum rights_sight
rights_list_sight(const struct rights *rights, const char *role, const char *entity,
                  const struct dms_json *field)
{
    unsigned level = rights_reach(rights, role, entity, "read");
    return level == 0 ? SIGHT_NONE : rights_sight(rights, role, entity, field, level);
}
