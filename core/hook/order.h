/* order.h - the order of one chain, decided by names alone. */
#ifndef DMS_HOOK_ORDER_H
#define DMS_HOOK_ORDER_H

#include <stddef.h>

#include "dms/hook.h"

struct hook_item {
    struct dms_hook card;
    const char *owner;
};

/* ITEMS come sorted by name; they leave sorted by after and before, names breaking ties.
 * INVALID with "a → b → a" when the names form a circle. */
enum dms_status hook_order(struct hook_item **items, size_t count,
                           struct dms_error *error);

#endif
