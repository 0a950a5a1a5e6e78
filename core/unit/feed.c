/* feed.c - the events a requester may see, in order, from where they left off. */
#include "base/error.h"
#include "storage/system.h"
#include "unit/unit_inside.h"

#define MOST 1000

struct feed {
    int64_t after;
    uint32_t limit;
};

/* What was done to a record that is gone is told to who reads all such records of the store:
 * whose it was, nobody can tell any more. */
static bool
reads_in_store(struct dms_unit *unit, const struct permission *permission, int64_t store)
{
    struct row_scope scope;
    permission_scope(permission, &unit->actor, DMS_READ, &scope);
    if (scope.everything)
        return true;
    for (size_t i = 0; scope.owner_count == 0 && i < scope.store_count; i++)
        if (scope.stores[i] == store)
            return true;
    return false;
}

/* Fills PERMISSION with what the actor may see of the event's record. */
static enum dms_status
may_see(struct dms_unit *unit, const struct outbox_row *row,
        struct permission *permission, bool *sees)
{
    struct dms_error refused = { 0 };
    struct dms_record *record = NULL;
    const struct entity *entity;
    *sees = false;
    /* An event of no record is the house's own affair, told to who may set it up. */
    const char *name = row->entity[0] != '\0' ? row->entity : "core.setting";
    if (unit_entity(unit, name, &entity, permission, &refused) != DMS_OK ||
        permission_need(permission, row->record != 0 ? DMS_READ : DMS_UPDATE, &refused) !=
            DMS_OK)
        return DMS_OK;
    if (row->record == 0 || permission->full) {
        *sees = true;
        return DMS_OK;
    }
    enum dms_status st = unit_load(unit, name, row->record, &record, &refused);
    if (st == DMS_OK)
        unit_permission_for(unit, record, permission);
    *sees =
        st == DMS_OK || (record == NULL && reads_in_store(unit, permission, row->store));
    return st == DMS_STORAGE ? st : DMS_OK;
}

static struct dms_json *
shown_event(struct dms_unit *unit, const struct outbox_row *row,
            const struct permission *permission)
{
    char time[40];
    struct dms_json *event = dms_json_create_object();
    dms_json_set_integer(event, "id", row->id);
    dms_json_set_text(event, "at",
                      dms_time_print(row->at, unit->house->offset, time, sizeof(time)));
    dms_json_set_text(event, "name", row->name);
    dms_json_set_text(event, "entity", row->entity);
    dms_json_set_integer(event, "record", row->record);
    dms_json_set_integer(event, "store", row->store);
    dms_json_set_integer(event, "user", row->user);
    dms_json_set_text(event, "user_name", unit_title(unit, "core.user", row->user));
    dms_json_take_key(event, "payload",
                      unit_shown_payload(unit, permission, row->payload));
    return event;
}

static enum dms_status
read_feed(struct dms_unit *unit, void *context, struct dms_json **answer,
          struct dms_error *error)
{
    const struct feed *feed = context;
    struct outbox_row *rows = NULL;
    size_t count = 0;
    struct permission permission;
    bool sees = false;
    enum dms_status st = session_outbox_after(unit->session, feed->after, feed->limit,
                                              unit->scratch, &rows, &count, error);
    struct dms_json *events = dms_json_create_array();
    for (size_t i = 0; st == DMS_OK && i < count; i++) {
        st = may_see(unit, &rows[i], &permission, &sees);
        if (st == DMS_OK && sees)
            dms_json_take(events, shown_event(unit, &rows[i], &permission));
    }
    *answer = dms_json_create_object();
    dms_json_take_key(*answer, "events", events);
    dms_json_set_integer(*answer, "last", count > 0 ? rows[count - 1].id : feed->after);
    dms_json_set_boolean(*answer, "more", count == feed->limit);
    return st;
}

enum dms_status
dms_house_events(struct dms_house *house, const struct dms_request *request,
                 int64_t after, uint32_t limit, struct dms_json **answer,
                 struct dms_error *error)
{
    struct feed feed = { after, limit };
    *answer = NULL;
    if (limit < 1 || limit > MOST)
        return dms_fail_field(error, DMS_INVALID, "limit", "unit.limit_range",
                              "least=1|most=%d", MOST);
    return dms_house_read(house, request, read_feed, &feed, answer, error);
}

enum dms_status
house_last_event(struct dms_house *house, int64_t *id, struct dms_error *error)
{
    struct storage_session *session = NULL;
    *id = 0;
    enum dms_status st = storage_read_begin(house->storage, &session, error);
    if (st != DMS_OK)
        return st;
    st = session_outbox_last(session, id, error);
    storage_read_end(session);
    return st;
}

int64_t
dms_house_last_event(struct dms_house *house)
{
    int64_t last = 0;
    house_last_event(house, &last, NULL);
    return last;
}
