/* due.h - what is to be sent now, and when to look again. */
#ifndef NOTIFY_DUE_H
#define NOTIFY_DUE_H

#include "egress.h"

#define DUE_MOST 64 /* more than there can be active webhooks */

/* The dealer's figures (decision notify.limits), ms and bytes. */
struct limits {
    int64_t connect, whole, answer_bytes, keep_days;
};

struct wish {
    int64_t delivery, webhook, record;
    bool exists; /* the record */
    char *name, *url, *secret, *body, *entity;
    char *owner; /* login name; "": of somebody who is no more; NULL: the house's own */
};

struct due {
    const int64_t *busy; /* webhooks with a delivery on its way: one at a time */
    size_t busy_count;
    int64_t now, next_at; /* house clock; next_at 0: nothing waits for a time */
    struct limits limits;
    char *ca_file;         /* NULL: the system's certificates */
    struct egress *egress; /* NULL when nothing is due */
    struct wish wishes[DUE_MOST];
    size_t count;
};

/* Fills DUE, which is cleared whatever comes back. */
enum dms_status due_look(struct dms_house *house, struct due *due, struct dms_error *error);
void due_clear(struct due *due);

#endif
