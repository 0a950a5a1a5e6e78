/* quick_find.c - what somebody at the counter types or scans: the tail of a phone, a plate, the end of
 * a VIN, a name or its initials, a number of an order. The newest come first, those that are
 * exactly meant before them. */
#include <ctype.h>
#include <string.h>

#include "base/error.h"
#include "base/initials.h"
#include "storage/search_words.h"
#include "storage/system.h"
#include "unit/search_seen.h"

#define BATCH          64
#define MOST_LOOKED_AT 512
#define KEPT           200

/* One that was found, and how well. */
struct hit {
    struct dms_record *record;
    const struct entity_field *field; /* that matched; NULL: several together */
    bool exact;
};

static const char *
lowered(struct scratch *scratch, const char *text)
{
    char *copy = scratch_copy(scratch, text), *to = copy;
    for (const char *at = text; *at != '\0'; at++)
        if (*at != ' ' && *at != '-')
            *to++ = (char)tolower((unsigned char)*at);
    *to = '\0';
    return copy;
}

static bool
is_searched(const struct dms_record *record, uint32_t index)
{
    return (record->entity->fields[index].card.flags & DMS_SEARCH) != 0 &&
           record->values[index].kind == VALUE_TEXT;
}

/* Does a word of the field begin with what is wanted? */
static bool
field_holds(struct dms_unit *unit, const struct dms_record *record,
            const struct entity_field *field, const char *wanted)
{
    struct text words = { 0 };
    const char *value = record->values[field->index].as.text;
    text_add(&words, " ");
    search_words_add(&words, value);
    if (field == record->entity->title)
        initials_add(&words, value);
    const char *small = lowered(unit->scratch, value);
    for (size_t i = 0; i < words.size; i++)
        words.data[i] = (char)tolower((unsigned char)words.data[i]);
    const char *part = scratch_printf(unit->scratch, " %s", wanted);
    bool holds = strstr(words.data, part) != NULL || strstr(small, wanted) != NULL;
    text_clear(&words);
    return holds;
}

static void
judge(struct dms_unit *unit, const char *wanted, struct hit *hit)
{
    const struct entity *entity = hit->record->entity;
    for (uint32_t i = 0; i < entity->field_count; i++) {
        if (!is_searched(hit->record, i) ||
            !field_holds(unit, hit->record, &entity->fields[i], wanted))
            continue;
        const char *value = lowered(unit->scratch, hit->record->values[i].as.text);
        bool exact = strcmp(value, wanted) == 0;
        if (hit->field == NULL || exact)
            hit->field = &entity->fields[i];
        hit->exact = hit->exact || exact;
    }
}

static size_t
look_at(struct dms_unit *unit, const char *text, const struct search_hit *found,
        size_t count, struct hit *hits)
{
    size_t kept = 0;
    const char *wanted = lowered(unit->scratch, text);
    for (size_t i = 0; i < count; i++) {
        struct dms_error ignored = { 0 };
        struct hit hit = { 0 };
        if (unit_load(unit, found[i].entity->name, found[i].id, &hit.record, &ignored) !=
                DMS_OK ||
            !search_is_seen(unit, hit.record, text))
            continue;
        judge(unit, wanted, &hit);
        hits[kept++] = hit;
    }
    return kept;
}

/* What else the record is known by, as the asker may see it. */
static const char *
detail_of(struct dms_unit *unit, const struct dms_record *record)
{
    const char *detail = "", *fields = "";
    for (uint32_t i = 0; i < record->entity->field_count; i++)
        if (is_searched(record, i) && &record->entity->fields[i] != record->entity->title)
            fields = scratch_printf(unit->scratch, "%s%s%s", fields,
                                    fields[0] != '\0' ? "," : "",
                                    record->entity->fields[i].card.name);
    if (fields[0] == '\0')
        return detail;
    struct dms_json *json = unit_record_json(unit, record, fields);
    for (size_t i = 0; i < dms_json_count(json); i++) {
        const char *text = dms_json_text(dms_json_value_at(json, i));
        if (text != NULL && text[0] != '\0')
            detail = scratch_printf(unit->scratch, "%s%s%s", detail,
                                    detail[0] != '\0' ? " · " : "", text);
    }
    dms_json_destroy(json);
    return detail;
}

static struct dms_json *
show(struct dms_unit *unit, const struct hit *hit)
{
    const char *entity = hit->record->entity->name;
    struct dms_json *json = dms_json_create_object();
    dms_json_set_text(json, "entity", entity);
    dms_json_set_integer(json, "id", hit->record->head.id);
    dms_json_set_text(json, "title", unit_title(unit, entity, hit->record->head.id));
    dms_json_set_text(json, "detail", detail_of(unit, hit->record));
    if (hit->field != NULL)
        dms_json_set_text(json, "matched", hit->field->card.name);
    return json;
}

static void
show_all(struct dms_unit *unit, const struct hit *hits, size_t count, size_t limit,
         struct dms_json *answer)
{
    for (int round = 0; round < 2; round++)
        for (size_t i = 0; i < count && dms_json_count(answer) < limit; i++)
            if (hits[i].exact == (round == 0))
                dms_json_take(answer, show(unit, &hits[i]));
}

enum dms_status
unit_quick_find(struct dms_unit *unit, const char *text, size_t limit,
                struct dms_json **answer, struct dms_error *error)
{
    struct hit hits[KEPT + BATCH];
    size_t kept = 0, count = BATCH;
    enum dms_status st = DMS_OK;
    *answer = dms_json_create_array();
    for (size_t skip = 0; st == DMS_OK && count == BATCH && skip < MOST_LOOKED_AT &&
                          kept < (limit < KEPT ? limit : KEPT);
         skip += BATCH) {
        struct search_hit *found = NULL;
        st = session_search_newest(unit->session, unit->catalogue->entities, text, skip,
                                   BATCH, unit->scratch, &found, &count, error);
        if (st == DMS_OK)
            kept += look_at(unit, text, found, count, hits + kept);
    }
    show_all(unit, hits, kept, limit, *answer);
    return st;
}
