/* anchor.c - now and then the end of the audit chain is written down outside the store. */
#include <stdio.h>
#include <stdlib.h>

#include "storage/storage.h"
#include "unit/house.h"

#define ROWS_BETWEEN 256

void
house_audited(struct dms_house *house, int64_t rows)
{
    atomic_fetch_add(&house->unanchored, rows);
}

enum dms_status
house_anchor(struct dms_house *house, bool always, struct dms_error *error)
{
    struct storage_session *session = NULL;
    char *path = NULL;
    int64_t rows = atomic_load(&house->unanchored);
    if (rows == 0 || (!always && rows < ROWS_BETWEEN))
        return DMS_OK;
    enum dms_status st = storage_read_begin(house->storage, &session, error);
    if (st != DMS_OK)
        return st;
    if (asprintf(&path, "%s/audit.anchor", house->dir) < 0)
        memory_end();
    st = audit_anchor(session, path, clock_now(&house->clock), error);
    storage_read_end(session);
    free(path);
    if (st == DMS_OK)
        atomic_fetch_sub(&house->unanchored, rows);
    return st;
}
