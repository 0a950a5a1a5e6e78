/* witness.c - every record of the rules beside what the audit chain says of it.
 *
 * The chain shows that nobody rewrote the past; a rule changed behind its back would still be
 * the rule that runs. So its records are told anew from the chain, and must be just that. */
#include <stdlib.h>
#include <string.h>

#include "access/chain.h"
#include "base/error.h"
#include "base/list.h"
#include "storage/query.h"

static const char *const told[] = { "core.ruleset", "core.rule_file", "core.activation" };
#define TOLD (sizeof(told) / sizeof(told[0]))

struct known {
    int64_t id;
    bool removed;
};

struct witness {
    const struct entity_set *set;
    int64_t offset;
    struct {
        struct known *items; /* ids rise */
        size_t count, room;
    } known[TOLD];
};

/* The walk over the records of one entity. */
struct hearing {
    const struct witness *witness;
    struct storage_session *session;
    witness_fault fault;
    void *context;
};

/* What the rows of one record come to. */
struct story {
    int64_t rows;
    struct audit_row first, last; /* their numbers; their texts are gone */
    struct dms_json *values;
};

struct witness *
witness_create(const struct entity_set *set, int64_t offset)
{
    struct witness *witness = memory_get(sizeof(*witness));
    witness->set = set;
    witness->offset = offset;
    return witness;
}

void
witness_destroy(struct witness *witness)
{
    for (size_t i = 0; witness != NULL && i < TOLD; i++)
        free(witness->known[i].items);
    free(witness);
}

static int
compare_known(const void *left, const void *right)
{
    const struct known *one = left, *other = right;
    return (one->id > other->id) - (one->id < other->id);
}

static struct known *
known_at(struct witness *witness, size_t which, int64_t id)
{
    struct known *items = witness->known[which].items;
    size_t count = witness->known[which].count;
    const struct known key = { .id = id };
    if (count > 0 && id <= items[count - 1].id)
        return bsearch(&key, items, count, sizeof(key), compare_known);
    if (count == witness->known[which].room) {
        witness->known[which].room = count * 2 + 64;
        items = memory_grow(items, witness->known[which].room * sizeof(*items));
        witness->known[which].items = items;
    }
    items[count] = key;
    witness->known[which].count++;
    return &items[count];
}

void
witness_hear(struct witness *witness, const struct audit_row *row)
{
    for (size_t i = 0; i < TOLD; i++)
        if (strcmp(row->kind, "data") == 0 && strcmp(row->entity, told[i]) == 0) {
            struct known *known = known_at(witness, i, row->record);
            if (known != NULL)
                known->removed = strcmp(row->action, "remove") == 0;
        }
}

/* {field:[old,new]}: the new one stays. */
static enum dms_status
add_row(const struct audit_row *row, void *context, struct dms_error *error)
{
    struct story *story = context;
    struct dms_json *changes = NULL;
    (void)error;
    if (strcmp(row->kind, "data") != 0)
        return DMS_OK;
    if (story->rows++ == 0)
        story->first = *row;
    story->last = *row;
    if (row->changes != NULL)
        dms_json_load(row->changes, strlen(row->changes), &changes, NULL);
    for (size_t i = 0; i < dms_json_count(changes); i++) {
        const struct dms_json *now = dms_json_at(dms_json_value_at(changes, i), 1);
        dms_json_take_key(story->values, dms_json_key_at(changes, i), dms_json_copy(now));
    }
    dms_json_destroy(changes);
    return DMS_OK;
}

/* A text byte for byte; anything else as the written form reads. */
static bool
same_value(const struct hearing *hearing, const struct dms_record *record,
           const struct entity_field *field, const struct dms_json *said)
{
    const struct value *value = &record->values[field->index];
    const char *text = dms_json_text(said);
    struct value read;
    if (field->card.data_class == DMS_SECRET)
        return true; /* the chain does not tell it */
    if (said == NULL || dms_json_kind(said) == DMS_JSON_NULL)
        return value->kind == VALUE_EMPTY;
    if (field->card.type == DMS_TEXT || field->card.type == DMS_CHOICE)
        return value->kind == VALUE_TEXT && text != NULL && value->size == strlen(text) &&
               memcmp(value->as.text, text, value->size) == 0;
    return field_read(field, said, hearing->witness->offset, record->scratch, &read,
                      NULL) == DMS_OK &&
           value_equal(&read, value);
}

static bool
same_text(const char *text, const struct dms_json *said)
{
    return strcmp(text, said == NULL ? "" : dms_json_text(said)) == 0;
}

/* Records of the rules belong to all stores and have no workflow. */
static const char *
wrong_column(const struct record_head *head, const struct story *story)
{
    const struct dms_json *values = story->values;
    const struct {
        const char *name;
        bool fits;
    } columns[] = {
        { "rev", head->rev == story->rows },
        { "store", head->store == 0 },
        { "state", same_text(head->state, dms_json_at_key(values, "state")) },
        { "process", head->process == 0 || head->state[0] != '\0' },
        { "owner", head->owner == dms_json_integer_at(values, "owner") },
        { "created_at", head->created_at == story->first.at },
        { "created_by", head->created_by == story->first.user },
        { "updated_at", head->updated_at == story->last.at },
        { "updated_by", head->updated_by == story->last.user },
    };
    for (size_t i = 0; i < sizeof(columns) / sizeof(columns[0]); i++)
        if (!columns[i].fits)
            return columns[i].name;
    return NULL;
}

/* The first field that is not what the chain says; NULL when all are. */
static const char *
wrong_field(const struct hearing *hearing, const struct dms_record *record,
            const struct story *story)
{
    for (uint32_t i = 0; i < record->entity->field_count; i++) {
        const struct entity_field *field = &record->entity->fields[i];
        const char *name = field->card.name;
        if (!same_value(hearing, record, field, dms_json_at_key(story->values, name)))
            return name;
    }
    return wrong_column(&record->head, story);
}

static enum dms_status
judge(struct dms_record *record, void *context, struct dms_error *error)
{
    const struct hearing *hearing = context;
    const char *entity = record->entity->name;
    struct story story = { .values = dms_json_create_object() };
    enum dms_status st = session_audit_of(hearing->session, entity, record->head.id,
                                          add_row, &story, error);
    const char *field =
        st == DMS_OK && story.rows > 0 ? wrong_field(hearing, record, &story) : NULL;
    if (st == DMS_OK && story.rows == 0)
        hearing->fault(hearing->context, entity, record->head.id, "inserted", NULL);
    else if (field != NULL)
        hearing->fault(hearing->context, entity, record->head.id, "altered", field);
    dms_json_destroy(story.values);
    return st;
}

static enum dms_status
judge_all(struct hearing *hearing, const struct entity *entity, struct dms_error *error)
{
    static const struct row_scope all = { .everything = true };
    struct query *query = NULL;
    enum dms_status st =
        query_create(hearing->witness->set, entity, NULL, 0, &query, error);
    if (st == DMS_OK)
        st = session_walk(hearing->session, query, &all, judge, hearing, error);
    query_destroy(query);
    return st;
}

/* Whoever the chain knows and nobody took away is there. */
static enum dms_status
look_for(const struct hearing *hearing, const struct entity *entity, size_t which,
         struct dms_error *error)
{
    enum dms_status st = DMS_OK;
    struct scratch *scratch = scratch_create();
    for (size_t i = 0; st == DMS_OK && i < hearing->witness->known[which].count; i++) {
        const struct known *known = &hearing->witness->known[which].items[i];
        struct dms_record *record;
        if (known->removed)
            continue;
        struct dms_error own = { 0 };
        st = session_load(hearing->session, entity, known->id, scratch, 0, &record, &own);
        if (st == DMS_NOT_FOUND)
            hearing->fault(hearing->context, entity->name, known->id, "removed", NULL);
        else
            error_copy(error, &own);
        st = st == DMS_NOT_FOUND ? DMS_OK : st;
        scratch_reset(scratch);
    }
    scratch_destroy(scratch);
    return st;
}

enum dms_status
witness_check(const struct witness *witness, struct storage_session *session,
              witness_fault fault, void *context, struct dms_error *error)
{
    struct hearing hearing = { witness, session, fault, context };
    enum dms_status st = DMS_OK;
    for (size_t i = 0; st == DMS_OK && i < TOLD; i++) {
        const struct entity *entity = entity_at(witness->set, told[i]);
        if (entity == NULL) /* a house without rules */
            continue;
        st = judge_all(&hearing, entity, error);
        if (st == DMS_OK)
            st = look_for(&hearing, entity, i, error);
    }
    return st;
}
