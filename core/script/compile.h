/* compile.h - from a declaration's table to what the registrar takes, one file per kind. */
#ifndef DMS_SCRIPT_COMPILE_H
#define DMS_SCRIPT_COMPILE_H

#include "script/reader.h"

/* A span of time as it was declared. */
struct span {
    uint32_t kind; /* 0 none, 1 elapsed, 2 opening time, 3 working days, 4 a moment */
    int64_t amount; /* ms, or days (3) */
};

struct span span_read(const struct dms_json *json);
/* The moment that lies SPAN after FROM on the calendar of the unit's store. */
int64_t span_after(struct dms_unit *unit, struct span span, int64_t from);

/* Follow-ups, beyond what every rule has. */
struct follow_up {
    int64_t at;            /* ms after midnight */
    const char *every;     /* "hour", "day"…; NULL: on an event */
    int64_t weekday, day;  /* of "week", of "month" */
    const char *find;      /* entity walked by the schedule */
    const struct dms_json *where; /* NULL: all */
    const char *once;      /* occasion; NULL: asked of slot ONCE_RUN, else the rule's name */
    int when, once_run, task_run, message_run; /* slots */
    const struct dms_json *task, *message, *overdue;
    const char *ask;              /* call that says whether the customer may be contacted */
    int64_t quiet_from, quiet_to; /* ms after midnight; equal: no quiet hours */
};

/* A new rule of the declaration, named by its member "name" (NAME when not NULL). */
struct rule *compile_rule(const struct reader *reader, enum declared_kind kind,
                          const char *name);
/* Adds it to the group of its name; a second one of the same layer is a problem. */
void compile_add(const struct reader *reader, struct rule *rule);
const char *compile_brand(const struct source *source); /* NULL unless of a brand */

void compile_workflow(const struct reader *reader);
void compile_hook(const struct reader *reader);
void compile_follow_up(const struct reader *reader);
void compile_decision(const struct reader *reader);
void compile_field(const struct reader *reader);
void compile_figure(const struct reader *reader);
void compile_page(const struct reader *reader);

#endif
