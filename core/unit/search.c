/* search.c - words to records: the index proposes, the rights decide. */
#include "base/error.h"
#include "storage/system.h"
#include "unit/search_seen.h"

#define BATCH 64
#define MOST_LOOKED_AT 2000 /* a clerk of one store in a group of hundred must still find */

/* How one record that the asker may find is told. */
typedef struct dms_json *(*show_hit)(struct dms_unit *unit, const struct dms_record *record);

static struct dms_json *
whole_hit(struct dms_unit *unit, const struct dms_record *record)
{
    const char *entity = record->entity->name;
    struct dms_json *json = dms_json_create_object();
    dms_json_set_text(json, "entity", entity);
    dms_json_set_integer(json, "id", record->head.id);
    dms_json_set_text(json, "title", unit_title(unit, entity, record->head.id));
    dms_json_take_key(json, "record", unit_record_json(unit, record, NULL));
    return json;
}

static struct dms_json *
id_of_hit(struct dms_unit *unit, const struct dms_record *record)
{
    (void)unit;
    return dms_json_create_integer(record->head.id);
}

static void
add_hits(struct dms_unit *unit, const char *text, const struct search_hit *hits, size_t count,
         size_t limit, show_hit show, struct dms_json *answer)
{
    for (size_t i = 0; i < count && dms_json_count(answer) < limit; i++) {
        struct dms_record *record = NULL;
        struct dms_error ignored = { 0 };
        if (unit_load(unit, hits[i].entity->name, hits[i].id, &record, &ignored) == DMS_OK &&
            search_is_seen(unit, record, text))
            dms_json_take(answer, show(unit, record));
    }
}

static enum dms_status
search(struct dms_unit *unit, const char *text, const char *name, size_t limit, show_hit show,
       struct dms_json **hits, struct dms_error *error)
{
    const struct entity *entity = NULL;
    enum dms_status st = DMS_OK;
    if (name != NULL && (entity = entity_need(unit->catalogue->entities, name, error)) == NULL)
        return DMS_NOT_FOUND;
    *hits = dms_json_create_array();
    for (size_t skip = 0; skip < MOST_LOOKED_AT && dms_json_count(*hits) < limit;
         skip += BATCH) {
        struct search_hit *found = NULL;
        size_t count = 0;
        st = session_search_find(unit->session, unit->catalogue->entities, entity, text, skip,
                                 BATCH, unit->scratch, &found, &count, error);
        if (st != DMS_OK || count == 0)
            break;
        add_hits(unit, text, found, count, limit, show, *hits);
        if (count < BATCH)
            break;
    }
    return st;
}

enum dms_status
unit_search(struct dms_unit *unit, const char *text, const char *entity, size_t limit,
            struct dms_json **hits, struct dms_error *error)
{
    return search(unit, text, entity, limit, whole_hit, hits, error);
}

enum dms_status
unit_search_ids(struct dms_unit *unit, const char *text, const char *entity, size_t limit,
                struct dms_json **ids, struct dms_error *error)
{
    return search(unit, text, entity, limit, id_of_hit, ids, error);
}
