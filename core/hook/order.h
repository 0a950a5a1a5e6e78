/* order.h - the order of one chain, decided by names alone. */
#ifndef DMS_HOOK_ORDER_H
#define DMS_HOOK_ORDER_H

#include <stddef.h>

#include "dms/hook.h"

struct hook_item {
    struct dms_hook card;
    const char *owner;
    size_t number; /* how many came before it */
};

/* ITEMS come sorted by name; they leave sorted by after and before, names breaking ties.
 * INVALID with "a → b → a" when the names form a circle, and with
 * the owner who came last of those that ask for it: before, there was none. */
enum dms_status hook_order(struct hook_item **items, size_t count,
                           struct dms_error *error);

#endif
