/* nobody.h - names in declarations that nobody has, when all have started.
 *
 * They are no contradiction (what they name may be of a plugin that is not here), so nothing goes off
 * for them; but nothing ever happens for them either, and that has to be said. */
#ifndef DMS_UNIT_NOBODY_H
#define DMS_UNIT_NOBODY_H

#include "unit/house.h"

/* What a plugin's hooks, subscribers, calls, grants and masks name, held against everything the
 * house has: a notice each. Names of a plugin that is off, or was never here, are passed over. */
void nobody_tell(struct dms_house *house);

/* For the files of nobody: what a name is looked for in. */
struct nobody {
    struct dms_house *house;
    const struct catalogue *catalogue;
    const char *owner;     /* whose declaration is looked at */
    const char *what, *of; /* "@unit.what.hook", "key_board/tag" */
};

/* Is NAME ("key_board.key") of a plugin that runs, or hardly more than a slip beside one's name? */
bool nobody_is_here(const struct nobody *nobody, const char *name);
/* NAME is none of NAMES (NULL-ended). */
void nobody_has(const struct nobody *nobody, const char *name, const char *const *names);
/* Is its owner a plugin that runs? What rules say is checked with the rules. */
bool nobody_is_plugin(const struct nobody *nobody);

/* Names made of pieces, NULL-ended, in scratch. */
struct nobody_names {
    struct scratch *memory;
    const char **items;
    size_t count, room;
};
void nobody_add(struct nobody_names *names, const char *first, const char *mark,
                const char *last);
bool nobody_holds(const struct nobody_names *names, const char *name);
/* The name of each entity with END behind it. */
void nobody_add_entities(const struct nobody *nobody, struct nobody_names *names,
                         const char *end);
/* Tells of NAME, unless it is one of NAMES or of a plugin that is not here. */
void nobody_look(const struct nobody *nobody, const char *name,
                 const struct nobody_names *names);

/* nobody_hooks.c, nobody_rights.c: each looks at all of its kind. */
void nobody_look_at_hooks(struct nobody *nobody, struct scratch *memory);
void nobody_look_at_subscribers(struct nobody *nobody, struct scratch *memory);
void nobody_look_at_event(const struct nobody *nobody, struct scratch *memory,
                          const char *on);
void nobody_look_at_calls(struct nobody *nobody, struct scratch *memory);
void nobody_look_at_grants(struct nobody *nobody, struct scratch *memory);
void nobody_look_at_masks(struct nobody *nobody);

#endif
