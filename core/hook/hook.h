/* hook.h - named, ordered, owned callbacks; refuses circles at registration's end. */
#ifndef DMS_HOOK_HOOK_H
#define DMS_HOOK_HOOK_H

#include "dms/hook.h"

/* Owner and card of one hook, in the order they run. */
struct hook_chain {
    size_t count;
    const struct dms_hook **items;
    const char **owners;
};

struct hook_set;

struct hook_set *hook_set_create(void);
void hook_set_destroy(struct hook_set *set);
/* Copies the card. INVALID: no name, no run, a name taken twice. */
enum dms_status hook_set_add(struct hook_set *set, const struct dms_hook *hook,
                             const char *owner, struct dms_error *error);
/* Sorts each chain by its names (then alphabetically, so the order never depends on load
 * order). INVALID with the chain printed when the names form a circle. A name that nobody
 * has is ignored: that plugin is not there. */
enum dms_status hook_set_freeze(struct hook_set *set, struct dms_error *error);
/* The chain of "crm.lead.create" in PHASE; NULL when nobody listens. */
const struct hook_chain *hook_set_chain(const struct hook_set *set, const char *on,
                                        enum dms_phase phase);
/* Every hook, sorted by name: for describe and for "who listens". */
size_t hook_set_count(const struct hook_set *set);
const struct dms_hook *hook_set_at(const struct hook_set *set, size_t index,
                                   const char **owner);

#endif
