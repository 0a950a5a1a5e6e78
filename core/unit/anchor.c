/* anchor.c - now and then the end of the audit chain is written down outside the store. */
#include <stdio.h>
#include <stdlib.h>

#include "storage/storage.h"
#include "unit/unit.h"

#define ROWS_BETWEEN 256

void
house_audited(struct dms_house *house, int64_t rows)
{
    atomic_fetch_add(&house->unanchored, rows);
}

static enum dms_status
note(struct dms_unit *unit, void *context, struct dms_json **answer,
     struct dms_error *error)
{
    (void)answer;
    return audit_anchor_note(unit->session, *(const int64_t *)context, error);
}

static enum dms_status
note_as_house(struct dms_house *house, int64_t id, struct dms_error *error)
{
    struct dms_request request = { .size = sizeof(request), .flags = DMS_AS_HOUSE };
    struct dms_json *answer = NULL;
    enum dms_status st =
        id > 0 ? dms_house_write(house, &request, note, &id, &answer, error) : DMS_OK;
    dms_json_destroy(answer);
    return st;
}

enum dms_status
house_anchor(struct dms_house *house, bool always, struct dms_error *error)
{
    struct storage_session *session = NULL;
    char *path = NULL;
    int64_t id = 0;
    int64_t rows = atomic_load(&house->unanchored);
    if (rows == 0 || (!always && rows < ROWS_BETWEEN))
        return DMS_OK;
    enum dms_status st = storage_read_begin(house->storage, &session, error);
    if (st != DMS_OK)
        return st;
    if (asprintf(&path, "%s/audit.anchor", house->dir) < 0)
        memory_end();
    st = audit_anchor(session, path, clock_now(&house->clock), &id, error);
    storage_read_end(session);
    free(path);
    if (st == DMS_OK)
        st = note_as_house(house, id, error);
    if (st == DMS_OK ||
        st == DMS_DENIED) /* what is refused is told once, not every second */
        atomic_fetch_sub(&house->unanchored, rows);
    return st;
}
