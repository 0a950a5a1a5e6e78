/* workflow.h - a table of allowed transitions; everything absent is forbidden.
 *
 * Mostly written in Lua (process.lua) and compiled to these tables. A record keeps the
 * version it started on. The event told after a transition is "<entity>.<state reached>"
 * unless the transition names another. Since 1.0. */
#ifndef DMS_WORKFLOW_H
#define DMS_WORKFLOW_H

#include "dms/unit.h"

enum dms_state_flag {
    DMS_INITIAL = 1 << 0, /* exactly one per workflow */
    DMS_FINAL = 1 << 1    /* nothing leaves it */
};

struct dms_state {
    const char *name; /* REQUIRED */
    uint32_t flags;
    uint32_t deadline_kind;        /* 0 none, 1 elapsed time, 2 opening time, 3 working days */
    int64_t deadline;              /* ms (1, 2) or days (3) after the state is entered */
    const char *deadline_transition; /* what the house then does; NULL: only escalates */
    const char *escalate_role;     /* who then gets a task; NULL: nobody */
    const char *canonical;         /* stage on the common scale, to compare brands (rows 6-9) */
};

struct dms_transition {
    const char *name; /* REQUIRED: a verb, "deliver" */
    const char *from; /* REQUIRED: a state; several rows may share a name; "*": any not final */
    const char *to;   /* REQUIRED: a state; the same state keeps it */
    const char *const *roles;    /* who may; ends with NULL; NULL: whoever may update */
    const char *const *required; /* fields that must have a value; ends with NULL; or NULL */
    const char *event;           /* NULL: "<entity>.<to>" */
    const char *guard_name;      /* told when the guard refuses; "aurora/sales/discount" */
    /* Pure: reads only. Anything but DMS_OK means no. NULL: always. */
    enum dms_status (*guard)(struct dms_unit *unit, const struct dms_record *record,
                             void *data, struct dms_error *error);
    void *guard_data;
};

struct dms_workflow {
    uint32_t size;
    uint32_t state_size, transition_size; /* sizeof of the rows */
    uint32_t state_count, transition_count;
    const char *name;   /* REQUIRED: "sales.order" or "aurora/sales.order" */
    const char *entity; /* REQUIRED */
    const char *brand;  /* NULL: all brands without one of their own */
    int64_t version;    /* rule version; 0 for one declared in C */
    const struct dms_state *states;
    const struct dms_transition *transitions;
};

#endif
