/* paper_rows.c - the rows of a template's list: the document's lines, or what its filter says.
 *
 * The storage sorts by what a record has itself. Paper is also walked along: a count sheet goes from bin
 * to bin, so a sort that leads through a reference is made here, of the rows that were found. */
#include <stdlib.h>
#include <string.h>

#include "base/scratch.h"
#include "door/paper.h"
#include "entity/record.h"

#define PAGE 500
#define MOST 20000 /* rows on one paper: a count sheet of a whole warehouse */

struct row {
    const struct dms_record *record;
    const char *key;
    size_t place; /* among those with the same key */
};

/* "$number": what the document has there. */
static struct dms_json *
filled(const struct paper_drawing *drawing, const struct dms_json *filter)
{
    struct dms_json *where = dms_json_create_object();
    for (size_t i = 0; i < dms_json_count(filter); i++) {
        const struct dms_json *value = dms_json_value_at(filter, i);
        const char *text = dms_json_text(value);
        bool own = text != NULL && text[0] == '$';
        dms_json_take_key(where, dms_json_key_at(filter, i),
                          own ? dms_record_json(drawing->document, text + 1)
                              : dms_json_copy(value));
    }
    return where;
}

static struct dms_json *
question_of(const struct paper_drawing *drawing, const struct dms_json *list)
{
    const struct dms_record *document = drawing->document;
    const struct entity *entity =
        entity_at(drawing->unit->catalogue->entities, dms_json_text_at(list, "entity"));
    const char *sort = dms_json_text_at(list, "sort");
    struct dms_json *question = dms_json_create_object();
    struct dms_json *where = filled(drawing, dms_json_at_key(list, "filter"));
    if (entity->parent != NULL && entity->parent->target == document->entity)
        dms_json_set_integer(where, entity->parent->card.name, document->head.id);
    dms_json_take_key(question, "where", where);
    dms_json_set_text(question, "sort",
                      sort != NULL && strchr(sort, '.') == NULL ? sort : "id");
    dms_json_set_integer(question, "limit", PAGE);
    return question;
}

static void
add_page(const struct paper_drawing *drawing, const struct dms_list *page,
         struct list *rows)
{
    for (size_t i = 0; i < dms_list_count(page); i++) {
        struct row *row = scratch_alloc(drawing->unit->scratch, sizeof(*row));
        *row = (struct row){ dms_list_at(page, i), "", rows->count };
        list_add(rows, row);
    }
}

static enum dms_status
collect(const struct paper_drawing *drawing, const struct dms_json *list,
        struct list *rows, struct dms_error *error)
{
    struct dms_json *question = question_of(drawing, list);
    const struct dms_list *page = NULL;
    enum dms_status st = DMS_OK;
    do {
        st = dms_unit_find_json(drawing->unit, dms_json_text_at(list, "entity"), question,
                                &page, error);
        if (st != DMS_OK)
            break;
        add_page(drawing, page, rows);
        if (page->next != NULL)
            dms_json_set_text(question, "after", page->next);
        if (rows->count > MOST)
            st = dms_fail(error, DMS_LIMIT, "paper.too_many_rows", "limit=%d", MOST);
    } while (st == DMS_OK && page->next != NULL);
    dms_json_destroy(question);
    return st;
}

/* A-2 comes before A-10, as on the shelves. */
static int
compare(const void *left_item, const void *right_item)
{
    const struct row *left = *(struct row *const *)left_item;
    const struct row *right = *(struct row *const *)right_item;
    int by = strverscmp(left->key, right->key);
    return by != 0 ? by : left->place < right->place ? -1 : 1;
}

/* What the row shows in the fields of SORT, one after the other. */
static const char *
key_of(struct paper_drawing *drawing, const char *sort)
{
    struct text key = { 0 };
    text_add(&key, "");
    for (size_t size; sort[0] != '\0'; sort += size, sort += sort[0] == ',') {
        size = strcspn(sort, ",");
        const char *path = scratch_copy_sized(drawing->unit->scratch, sort, size);
        text_add(&key, paper_value(drawing, PAPER_VALUE, path));
        text_add_char(&key, '\x01');
    }
    const char *kept = scratch_copy(drawing->unit->scratch, key.data);
    text_clear(&key);
    return kept;
}

static void
arrange(struct paper_drawing *drawing, const char *sort, const struct list *rows)
{
    for (size_t i = 0; i < rows->count; i++) {
        struct row *row = rows->items[i];
        drawing->row = row->record;
        row->key = key_of(drawing, sort);
    }
    if (rows->count > 1)
        qsort(rows->items, rows->count, sizeof(void *), compare);
}

enum dms_status
paper_rows(struct paper_drawing *drawing, const struct dms_json *list, paper_each each,
           void *context, struct dms_error *error)
{
    struct list rows = { 0 };
    const char *sort = dms_json_text_at(list, "sort");
    enum dms_status st = collect(drawing, list, &rows, error);
    if (st == DMS_OK && sort != NULL && strchr(sort, '.') != NULL)
        arrange(drawing, sort, &rows);
    for (size_t i = 0; st == DMS_OK && i < rows.count; i++) {
        drawing->row = ((struct row *)rows.items[i])->record;
        drawing->row_number = (int64_t)i + 1;
        st = each(drawing, context, error);
    }
    drawing->row = NULL;
    list_clear(&rows, NULL);
    return st;
}
