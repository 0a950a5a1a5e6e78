/* paper_check.c - the names of a template are held against what the house has. */
#include <string.h>

#include "base/error.h"
#include "base/messages.h"
#include "base/scratch.h"
#include "door/paper.h"
#include "storage/query.h"

struct check {
    const struct paper *paper;
    const struct entity_set *entities;
    const struct messages *messages;
    const struct entity *document, *row; /* row: inside a list, its entity */
    int64_t line;
    struct dms_error *error;
};

static enum dms_status
caused(const struct check *check, const struct dms_error *cause)
{
    return paper_fault_of(check->paper, check->line, cause, check->error);
}

static const struct entity *
target_of(const struct check *check, const struct entity *entity, const char *name)
{
    const struct entity_field *field = entity_field_at(entity, name);
    int column = entity_column_at(name);
    if (field != NULL)
        return field->target;
    return column >= 0 ? entity_at(check->entities, entity_columns[column].target) : NULL;
}

/* NAME, or a way through references: "customer.name". *TYPE of what it ends at. */
static enum dms_status
check_field(const struct check *check, const struct entity *entity, const char *path,
            uint32_t *type)
{
    struct dms_error cause = { 0 };
    size_t size = strcspn(path, ".");
    const char *name = scratch_copy_sized(check->paper->memory, path, size);
    const struct entity_field *field = entity_field_at(entity, name);
    const struct entity *target = target_of(check, entity, name);
    if (path[size] == '.' && target != NULL)
        return check_field(check, target, path + size + 1, type);
    int column = entity_column_at(name);
    if (path[size] == '\0' && (field != NULL || column >= 0)) {
        *type = field != NULL ? field->card.type : entity_columns[column].type;
        return DMS_OK;
    }
    entity_field_unknown(entity, field != NULL || column >= 0 ? path : name, &cause);
    return caused(check, &cause);
}

/* "$store.name": not of the record, but of where, when and by whom it is printed. */
static enum dms_status
check_special(const struct check *check, const char *path, uint32_t *type)
{
    static const char *const known[] = { "$doc.…", "$store.…", "$me.…",       "$row",
                                         "$copy",  "$today",   "$printed_at", NULL };
    static const char *const entities[] = { NULL, "core.store", "core.user" };
    *type = DMS_TEXT;
    for (size_t i = 0; known[i] != NULL; i++) {
        size_t size = strcspn(known[i], ".");
        bool leads = known[i][size] == '.';
        if (strncmp(path, known[i], size) != 0 || path[size] != known[i][size])
            continue;
        const struct entity *entity = i == 0  ? check->document
                                      : leads ? entity_at(check->entities, entities[i])
                                              : NULL;
        return leads ? check_field(check, entity, path + size + 1, type) : DMS_OK;
    }
    return paper_fault_near(check->paper, check->line, "page.unknown_word", path, known,
                            check->error);
}

static enum dms_status
check_path(const struct check *check, const struct paper_node *node)
{
    uint32_t type = 0;
    const struct entity *entity = check->row != NULL ? check->row : check->document;
    bool special = node->text[0] == '$';
    enum dms_status st = special ? check_special(check, node->text, &type)
                                 : check_field(check, entity, node->text, &type);
    if (st == DMS_OK && node->kind == PAPER_WORDS && type != DMS_MONEY)
        st = paper_fault(check->paper, node->line, "paper.no_money", node->text, "",
                         check->error);
    return st;
}

/* A text that begins with $ stands for a field of the document; what it is then, nobody knows
 * yet. The rest of the filter is asked as it will be. */
static enum dms_status
check_filter(const struct check *check, const struct dms_json *filter,
             struct dms_json *known)
{
    for (size_t i = 0; i < dms_json_count(filter); i++) {
        const struct dms_json *value = dms_json_value_at(filter, i);
        const char *text = dms_json_text(value);
        uint32_t type;
        if (text == NULL || text[0] != '$') {
            dms_json_take_key(known, dms_json_key_at(filter, i), dms_json_copy(value));
            continue;
        }
        enum dms_status st = check_field(check, check->document, text + 1, &type);
        if (st == DMS_OK)
            st = check_field(check, check->row, dms_json_key_at(filter, i), &type);
        if (st != DMS_OK)
            return st;
    }
    return DMS_OK;
}

/* "bin.code,part.code": a way through references is ours to sort, and goes upwards only. */
static enum dms_status
check_sort(const struct check *check, const char *sort)
{
    enum dms_status st = DMS_OK;
    uint32_t type;
    for (size_t size; st == DMS_OK && sort[0] != '\0';
         sort += size, sort += sort[0] == ',') {
        size = strcspn(sort, ",");
        st = check_field(check, check->row,
                         scratch_copy_sized(check->paper->memory, sort, size), &type);
    }
    return st;
}

static enum dms_status
check_query(const struct check *check, const struct dms_json *list)
{
    const char *sort = dms_json_text_at(list, "sort");
    bool ours = sort != NULL && strchr(sort, '.') != NULL;
    struct dms_error cause = { 0 };
    struct query *query = NULL;
    struct dms_json *question = dms_json_create_object();
    struct dms_json *where = dms_json_create_object();
    enum dms_status st = check_filter(check, dms_json_at_key(list, "filter"), where);
    dms_json_take_key(question, "where", where);
    if (st == DMS_OK && ours)
        st = check_sort(check, sort);
    else if (sort != NULL)
        dms_json_set_text(question, "sort", sort);
    if (st == DMS_OK &&
        query_create(check->entities, check->row, question, 0, &query, &cause) != DMS_OK)
        st = caused(check, &cause);
    query_destroy(query);
    dms_json_destroy(question);
    return st;
}

/* Which records a list has must be said, unless they are the document's own lines. */
static enum dms_status
check_list(struct check *check, const char *name, const struct dms_json *list)
{
    struct dms_error cause = { 0 };
    check->line = paper_line(check->paper, name);
    check->row = entity_need(check->entities, dms_json_text_at(list, "entity"), &cause);
    if (check->row == NULL)
        return caused(check, &cause);
    bool lines =
        check->row->parent != NULL && check->row->parent->target == check->document;
    if (!lines && dms_json_count(dms_json_at_key(list, "filter")) == 0)
        return paper_fault(check->paper, check->line, "page.member_needed", "filter", "",
                           check->error);
    return check_query(check, list);
}

static enum dms_status
check_nodes(struct check *check, const struct paper_node *node)
{
    enum dms_status st = DMS_OK;
    for (; st == DMS_OK && node != NULL; node = node->next) {
        const struct entity *row = check->row;
        check->line = node->line;
        if (node->kind == PAPER_EACH)
            check->row =
                entity_at(check->entities, dms_json_text_at(node->list, "entity"));
        else if (node->kind == PAPER_SENTENCE)
            st = messages_at(check->messages, "zh", node->text) != NULL
                     ? DMS_OK
                     : paper_fault(check->paper, node->line, "page.no_words", node->text,
                                   "", check->error);
        else if (node->kind != PAPER_TEXT)
            st = check_path(check, node);
        if (st == DMS_OK)
            st = check_nodes(check, node->inner);
        check->row = row;
    }
    return st;
}

enum dms_status
paper_check(const struct paper *paper, const struct catalogue *catalogue,
            const struct messages *messages, struct dms_error *error)
{
    struct dms_error cause = { 0 };
    const struct dms_json *lists = dms_json_at_key(paper->head, "lists");
    struct check check = { .paper = paper,
                           .entities = catalogue->entities,
                           .messages = messages,
                           .line = paper_line(paper, paper->entity),
                           .error = error };
    enum dms_status st = DMS_OK;
    check.document = entity_need(check.entities, paper->entity, &cause);
    if (check.document == NULL)
        return caused(&check, &cause);
    for (size_t i = 0; st == DMS_OK && i < dms_json_count(lists); i++)
        st = check_list(&check, dms_json_key_at(lists, i), dms_json_value_at(lists, i));
    check.row = NULL;
    return st == DMS_OK ? check_nodes(&check, paper->nodes) : st;
}
