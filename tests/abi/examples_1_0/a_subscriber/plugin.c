/* plugin.c - hears what was committed, sets a timer, and tells an event of its own. */
#include <dms/dms.h>

static const struct dms_field bell_fields[] = {
    { .name = "door", .type = DMS_TEXT, .flags = DMS_REQUIRED },
    { .name = "answered", .type = DMS_BOOLEAN, .default_text = "false" },
};
static const struct dms_entity bell =
    DMS_ENTITY(.name = "a_subscriber.bell", .title = "door", DMS_FIELDS(bell_fields));

/* Somebody rang: in an hour at the latest somebody goes. */
static enum dms_status
hear(struct dms_unit *unit, const struct dms_event *event, void *data,
     struct dms_error *error)
{
    const struct dms_record *record = NULL;
    enum dms_status st = dms_unit_get(unit, event->entity, event->record, &record, error);
    (void)data;
    if (st != DMS_OK)
        return st;
    return dms_timer_set(unit, "a_subscriber/go", record, NULL, event->at + DMS_HOUR,
                         NULL, error);
}
static const struct dms_subscriber subscriber = { .size = sizeof(struct dms_subscriber),
                                                  .name = "a_subscriber/hear",
                                                  .on = "a_subscriber.bell.created",
                                                  .run = hear };

static enum dms_status
go(struct dms_unit *unit, const char *entity, int64_t id, const struct dms_json *payload,
   void *data, struct dms_error *error)
{
    struct dms_record *record = NULL;
    enum dms_status st = dms_unit_edit(unit, entity, id, &record, error);
    (void)payload, (void)data;
    if (st == DMS_OK)
        st = dms_record_set_int(record, "answered", 1, error);
    if (st == DMS_OK)
        st = dms_unit_save(unit, record, error);
    if (st == DMS_OK)
        st = dms_emit(unit, "a_subscriber.bell.answered", record, NULL, error);
    return st;
}
static const struct dms_timer_handler timer = { .size = sizeof(struct dms_timer_handler),
                                                .name = "a_subscriber/go",
                                                .run = go };

static enum dms_status
start(struct dms_registrar *registrar, struct dms_error *error)
{
    enum dms_status st = dms_register_entity(registrar, &bell, error);
    if (st == DMS_OK)
        st = dms_register_subscriber(registrar, &subscriber, error);
    return st == DMS_OK ? dms_register_timer(registrar, &timer, error) : st;
}

DMS_PLUGIN(.name = "a_subscriber", .version = "1.0.0", .start = start);
