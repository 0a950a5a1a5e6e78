/* door.h - dms_house_ask: questions in JSON, answered in JSON; one file per question. */
#ifndef DMS_DOOR_DOOR_H
#define DMS_DOOR_DOOR_H

#include "unit/unit.h"

/* One question: whether it writes, and its work. CONTEXT of the work is the question. */
struct door_question {
    const char *name; /* "create" */
    bool writes;
    dms_work work;
};

/* Ends with an empty name. */
extern const struct door_question door_questions[];

#endif
