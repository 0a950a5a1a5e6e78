/* claims.c - see claims.h. Names of a plugin's own begin with its id. A shorter one ("plate") it may
 * have when nobody else does; that it is the one, whoever starts first, its manifest says. */
#include "unit/claims.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "unit/house.h"

#define LIST(name) offsetof(struct dms_registrar, name)
const struct name_kind name_call = { .what = "call", .marks = "." };
const struct name_kind name_figure = { .what = "figure", .marks = "." };
const struct name_kind name_workflow = { .what = "workflow", .marks = "." };
const struct name_kind name_hook = { .what = "hook", .marks = "/." };
const struct name_kind name_subscriber = { .what = "subscriber", .marks = "/." };
const struct name_kind name_timer = { .what = "timer", .marks = "/." };
const struct name_kind name_check = { "check",      "_./",
                                      true,         false,
                                      LIST(checks), offsetof(struct dms_check, name) };
const struct name_kind name_importer = {
    "importer", "_./", true, false, LIST(importers), offsetof(struct dms_importer, name)
};
const struct name_kind name_role = {
    "role", "", true, true, LIST(roles), offsetof(struct dms_role, name)
};
const struct name_kind name_config = { .what = "config", .marks = "_", .shared = true };
const struct name_kind name_assets = { .what = "assets", .marks = "_-", .shared = true };

struct claim {
    char *name, *owner;
};

void
claims_add(struct dms_house *house, const char *name, const char *owner)
{
    struct claim *claim = memory_get(sizeof(*claim));
    claim->name = memory_copy(name);
    claim->owner = memory_copy(owner);
    list_add(&house->claims, claim);
}

void
claims_free(void *item)
{
    struct claim *claim = item;
    free(claim->name);
    free(claim->owner);
    free(claim);
}

/* The bytes of ID with which NAME begins, if that makes it one of its own. */
static size_t
begins(const char *name, const char *id, const struct name_kind *kind)
{
    size_t size = strlen(id);
    if (strncmp(name, id, size) != 0)
        return 0;
    bool own = name[size] == '\0' ? kind->shared && kind->marks[0] != '\0'
                                  : strchr(kind->marks, name[size]) != NULL;
    return own ? size : 0;
}

/* Whose id begins NAME; of "after" and "after_sales" the longer. NULL: nobody's. */
static const char *
namesake(const struct dms_registrar *registrar, const struct name_kind *kind,
         const char *name)
{
    const struct list *claims = &registrar->house->claims;
    size_t longest = begins(name, registrar->owner, kind);
    const char *found = longest > 0 ? registrar->owner : NULL;
    for (size_t i = 0; i < claims->count; i++) {
        const struct claim *claim = claims->items[i];
        bool id = strcmp(claim->name, claim->owner) == 0;
        size_t size = id ? begins(name, claim->name, kind) : 0;
        if (size <= longest)
            continue;
        longest = size;
        found = claim->owner;
    }
    return found;
}

/* Who says in the manifest that it is his: OWNER before others. */
static const char *
claimant(const struct dms_house *house, const char *name, const char *owner)
{
    const char *found = NULL;
    for (size_t i = 0; i < house->claims.count; i++) {
        const struct claim *claim = house->claims.items[i];
        if (strcmp(claim->name, name) == 0 &&
            (found == NULL || strcmp(claim->owner, owner) == 0))
            found = claim->owner;
    }
    return found;
}

static const char *
declares(const struct dms_registrar *registrar, const struct name_kind *kind,
         const char *name)
{
    const struct list *cards = (const void *)((const char *)registrar + kind->list);
    for (size_t i = 0; i < cards->count; i++) {
        const char *const *other =
            (const void *)((const char *)cards->items[i] + kind->name);
        if (strcmp(*other, name) == 0)
            return registrar->owner;
    }
    return NULL;
}

/* Who has started with it already; the core is the first. */
static const char *
first_come(const struct dms_registrar *registrar, const struct name_kind *kind,
           const char *name)
{
    const struct list *all = &registrar->house->registrars;
    size_t count = kind->list == 0 ? 0 : kind->core ? 1 : all->count;
    const char *found = NULL;
    for (size_t i = 0; i < count && i < all->count && found == NULL; i++)
        if (strcmp(((const struct dms_registrar *)all->items[i])->owner,
                   registrar->owner) != 0)
            found = declares(all->items[i], kind, name);
    return found;
}

enum dms_status
claims_taken(const struct dms_registrar *registrar, const struct name_kind *kind,
             const char *name, const char *other, struct dms_error *error)
{
    const char mark[2] = { kind->marks[0] != '\0' ? kind->marks[0] : '_', '\0' };
    return dms_fail(
        error, DMS_INVALID, other != NULL ? "unit.name_taken" : "unit.foreign_name",
        "owner=%s|what=@unit.what.%s|name=%s|other=%s|begin=%s%s", registrar->owner,
        kind->what, name, other != NULL ? other : "", registrar->owner, mark);
}

/* What the core asks whoever has an answer: core/door/figures.c. */
static bool
is_asked_of_all(const struct name_kind *kind, const char *name)
{
    return kind == &name_call && (strcmp(name, "figure.targets") == 0 ||
                                  strcmp(name, "figure.benchmarks") == 0);
}

/* The core, its rule host and the rules a dealer writes say what they like. */
static bool
is_of_the_house(const char *owner)
{
    return strcmp(owner, "core") == 0 || strcmp(owner, "script") == 0 ||
           strcmp(owner, "rules") == 0;
}

enum dms_status
claims_allow(const struct dms_registrar *registrar, const struct name_kind *kind,
             const char *name, struct dms_error *error)
{
    const char *owner = registrar->owner;
    if (is_of_the_house(owner))
        return DMS_OK;
    const char *holder = namesake(registrar, kind, name);
    if (holder == NULL)
        holder = claimant(registrar->house, name, owner);
    if (holder == NULL && kind->shared)
        holder = first_come(registrar, kind, name);
    bool free_for_all = holder == NULL && (kind->shared || is_asked_of_all(kind, name));
    return free_for_all || (holder != NULL && strcmp(holder, owner) == 0)
               ? DMS_OK
               : claims_taken(registrar, kind, name, holder, error);
}
