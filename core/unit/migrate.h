/* migrate.h - a running record leaves its workflow version for the one that holds now. */
#ifndef DMS_UNIT_MIGRATE_H
#define DMS_UNIT_MIGRATE_H

#include "unit/unit_inside.h"

/* Where RECORD would go: TO is the workflow of now and STATE its state there, by MAP (an object old
 * → new; NULL: none) or the same name; NULL when it would be stranded. TO is NULL when there is
 * nothing to do: it runs on TO already, has no workflow, or its old one has ended for it. A record
 * that was made when there was no workflow begins it. */
struct migration {
    const struct workflow *to;
    const char *state;
};
enum dms_status unit_migration(struct dms_unit *unit, const struct dms_record *record,
                               const struct dms_json *map, struct migration *migration,
                               struct dms_error *error);
/* Puts it there, with the state's deadline counted from when the old state was entered. No hook
 * runs: nothing of the business happens. Audited as "migrate". */
enum dms_status unit_migrate(struct dms_unit *unit, struct dms_record *record,
                             const struct migration *migration, struct dms_error *error);

#endif
