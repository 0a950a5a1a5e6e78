/* paper_value.c - a field as it stands on paper, for eyes that may see it.
 *
 * Paper is handed to the customer it is about, so what its reader may reveal is printed whole, and
 * written down as revealed; what they may not stays masked, on paper as on the screen. */
#include <inttypes.h>
#include <string.h>

#include "base/messages.h"
#include "base/money_words.h"
#include "base/scratch.h"
#include "door/paper.h"
#include "entity/record.h"

struct found {
    const struct dms_record *record; /* NULL: there is nothing */
    const struct dms_field *card;
    const struct entity_field *field; /* NULL: a column every record has */
    struct value value;
};

static const struct dms_record *
load(const struct paper_drawing *drawing, const char *entity, int64_t id)
{
    const struct dms_record *record = NULL;
    return id != 0 && dms_unit_get(drawing->unit, entity, id, &record, NULL) == DMS_OK
               ? record
               : NULL;
}

static struct found
find_field(const struct dms_record *record, const char *name)
{
    const struct entity_field *field = entity_field_at(record->entity, name);
    int column = entity_column_at(name);
    if (field != NULL)
        return (struct found){ record, &field->card, field,
                               record->values[field->index] };
    if (column < 0)
        return (struct found){ 0 };
    return (struct found){ record, &entity_columns[column], NULL,
                           record_column(&record->head, (enum entity_column)column) };
}

static struct found
find(const struct paper_drawing *drawing, const struct dms_record *record,
     const char *path)
{
    while (record != NULL) {
        size_t size = strcspn(path, ".");
        struct found found =
            find_field(record, scratch_copy_sized(drawing->unit->scratch, path, size));
        if (path[size] == '\0' || found.record == NULL)
            return found;
        bool leads = found.card->target != NULL && found.value.kind == VALUE_NUMBER;
        record = leads ? load(drawing, found.card->target, found.value.as.number) : NULL;
        path += size + 1;
    }
    return (struct found){ 0 };
}

/* "$store.phone" of the document's store, "$me.full_name" of who prints. */
static struct found
find_path(const struct paper_drawing *drawing, const char *path)
{
    const struct record_head *head = &drawing->document->head;
    int64_t store = head->store != 0 ? head->store : drawing->unit->store;
    if (path[0] != '$')
        return find(drawing, drawing->row != NULL ? drawing->row : drawing->document,
                    path);
    if (strncmp(path, "$doc.", 5) == 0)
        return find(drawing, drawing->document, path + 5);
    if (strncmp(path, "$store.", 7) == 0)
        return find(drawing, load(drawing, "core.store", store), path + 7);
    return find(drawing, load(drawing, "core.user", drawing->print->by),
                path + strlen("$me."));
}

static bool
is_known(const struct paper_drawing *drawing, const struct found *found)
{
    for (size_t i = 0; i < drawing->sights.count; i++) {
        const struct paper_sight *sight = drawing->sights.items[i];
        if (sight->id == found->record->head.id &&
            strcmp(sight->entity, found->record->entity->name) == 0 &&
            strcmp(sight->field, found->card->name) == 0)
            return true;
    }
    return false;
}

static void
remember(struct paper_drawing *drawing, const struct found *found)
{
    if (is_known(drawing, found))
        return;
    struct paper_sight *sight = scratch_alloc(drawing->unit->scratch, sizeof(*sight));
    *sight = (struct paper_sight){ found->record->entity->name, found->card->name,
                                   found->record->head.id };
    list_add(&drawing->sights, sight);
}

enum sight { HIDDEN, MASKED, WHOLE };

static enum sight
sight_of(struct paper_drawing *drawing, const struct found *found)
{
    struct permission permission;
    if (found->field == NULL)
        return WHOLE;
    unit_permission_for(drawing->unit, found->record, &permission);
    if (!permission_sees_field(&permission, found->field))
        return HIDDEN;
    if (!permission_masks(&permission, found->field))
        return WHOLE;
    if (door_may_reveal(drawing->unit, &permission, found->record, found->field, NULL) !=
        DMS_OK)
        return MASKED;
    remember(drawing, found);
    return WHOLE;
}

/* 12980050 as "129,800.50". */
static const char *
money(struct dms_unit *unit, int64_t fen)
{
    char plain[24], grouped[40];
    size_t at = 0;
    dms_money_print(fen, plain, sizeof(plain));
    size_t whole = strcspn(plain, "."), first = plain[0] == '-';
    for (size_t i = 0; plain[i] != '\0'; i++) {
        if (i > first && i < whole && (whole - i) % 3 == 0)
            grouped[at++] = ',';
        grouped[at++] = plain[i];
    }
    grouped[at] = '\0';
    return scratch_copy(unit->scratch, grouped);
}

/* "2026-11-24 09:30" */
static const char *
moment(struct dms_unit *unit, int64_t ms)
{
    char text[40];
    dms_time_print(ms, dms_unit_offset(unit), text, sizeof(text));
    text[10] = ' ';
    return scratch_copy_sized(unit->scratch, text, 16);
}

static const char *
sentence(struct dms_unit *unit, const char *key, const char *otherwise)
{
    const char *text = messages_at(unit->house->messages, dms_unit_language(unit), key);
    return text != NULL ? text : otherwise;
}

static const char *
words_of(struct dms_unit *unit, const struct found *found)
{
    const char *entity = found->record->entity->name, *name = found->card->name;
    const char *word = found->value.as.text;
    if (found->field == NULL && strcmp(name, "state") == 0)
        return sentence(unit, dms_scratch_printf(unit, "state.%s.%s", entity, word),
                        word);
    if (found->card->type != DMS_CHOICE)
        return word;
    return sentence(unit, dms_scratch_printf(unit, "choice.%s.%s.%s", entity, name, word),
                    word);
}

static const char *show(struct paper_drawing *drawing, const struct found *found);

static const char *
title_of(struct paper_drawing *drawing, const struct found *found)
{
    const struct dms_record *record =
        load(drawing, found->card->target, found->value.as.number);
    if (record == NULL || record->entity->title == NULL)
        return record == NULL
                   ? ""
                   : dms_scratch_printf(drawing->unit, "%" PRId64, record->head.id);
    const struct found title = find_field(record, record->entity->title->card.name);
    return show(drawing, &title);
}

static const char *
number_of(struct paper_drawing *drawing, const struct found *found)
{
    char text[24];
    struct dms_unit *unit = drawing->unit;
    int64_t number = found->value.as.number;
    switch (found->card->type) {
    case DMS_MONEY:
        return money(unit, number);
    case DMS_DECIMAL:
        return scratch_copy(unit->scratch, dms_decimal_print(number, text, sizeof(text)));
    case DMS_DATE:
        return scratch_copy(unit->scratch, dms_date_print(number, text, sizeof(text)));
    case DMS_TIME:
        return moment(unit, number);
    case DMS_BOOLEAN:
        return sentence(unit, number != 0 ? "paper.yes" : "paper.no", "");
    case DMS_REFERENCE:
        return title_of(drawing, found);
    default:
        return dms_scratch_printf(unit, "%" PRId64, number);
    }
}

static const char *
show(struct paper_drawing *drawing, const struct found *found)
{
    if (found->record == NULL || found->value.kind == VALUE_EMPTY)
        return "";
    enum sight sight = sight_of(drawing, found);
    if (sight == HIDDEN)
        return "";
    bool text = found->value.kind == VALUE_TEXT;
    if (sight == MASKED)
        return mask_text(found->card->mask, text ? found->value.as.text : "****",
                         drawing->unit->scratch);
    return text ? words_of(drawing->unit, found) : number_of(drawing, found);
}

/* NULL: PATH is none of these. */
static const char *
show_special(const struct paper_drawing *drawing, const char *path)
{
    struct dms_unit *unit = drawing->unit;
    char date[16];
    if (strcmp(path, "$row") == 0)
        return dms_scratch_printf(unit, "%" PRId64, drawing->row_number);
    if (strcmp(path, "$copy") == 0)
        return dms_scratch_printf(unit, "%" PRId64, drawing->print->copy);
    if (strcmp(path, "$printed_at") == 0)
        return moment(unit, drawing->print->at);
    if (strcmp(path, "$today") != 0)
        return NULL;
    int64_t day = dms_time_date(drawing->print->at, dms_unit_offset(unit));
    return scratch_copy(unit->scratch, dms_date_print(day, date, sizeof(date)));
}

/* Money of a masked field is masked in words, too. */
static const char *
in_words(struct paper_drawing *drawing, const struct found *found)
{
    struct text words = { 0 };
    if (found->record == NULL || found->value.kind != VALUE_NUMBER ||
        sight_of(drawing, found) != WHOLE)
        return show(drawing, found);
    money_words(found->value.as.number, &words);
    const char *kept = scratch_copy(drawing->unit->scratch, words.data);
    text_clear(&words);
    return kept;
}

static const struct entity *
root_of(const struct paper_drawing *drawing, const char **path)
{
    const struct entity_set *set = drawing->unit->catalogue->entities;
    const struct dms_record *here =
        drawing->row != NULL ? drawing->row : drawing->document;
    const char *rest = strchr(*path, '.');
    if ((*path)[0] != '$' || rest == NULL)
        return here->entity;
    bool document = strncmp(*path, "$doc", 4) == 0, store = (*path)[1] == 's';
    *path = rest + 1;
    return document ? drawing->document->entity
                    : entity_at(set, store ? "core.store" : "core.user");
}

/* What PATH ends at, whether there is something or not. */
static const char *
label_of(const struct paper_drawing *drawing, const char *path)
{
    struct dms_unit *unit = drawing->unit;
    const struct entity *entity = root_of(drawing, &path);
    for (size_t size; path[size = strcspn(path, ".")] != '\0'; path += size + 1) {
        const char *name = scratch_copy_sized(unit->scratch, path, size);
        const struct entity_field *field = entity_field_at(entity, name);
        int column = entity_column_at(name);
        entity = field != NULL
                     ? field->target
                     : entity_at(unit->catalogue->entities,
                                 column >= 0 ? entity_columns[column].target : NULL);
        if (entity == NULL)
            return path;
    }
    const char *key = entity_field_at(entity, path) != NULL
                          ? dms_scratch_printf(unit, "field.%s.%s", entity->name, path)
                          : dms_scratch_printf(unit, "column.%s", path);
    return sentence(unit, key, path);
}

const char *
paper_value(struct paper_drawing *drawing, enum paper_node_kind kind, const char *path)
{
    const char *special = show_special(drawing, path);
    if (special != NULL)
        return special;
    if (kind == PAPER_LABEL)
        return label_of(drawing, path);
    const struct found found = find_path(drawing, path);
    return kind == PAPER_WORDS ? in_words(drawing, &found) : show(drawing, &found);
}

bool
paper_has(struct paper_drawing *drawing, const char *path)
{
    if (show_special(drawing, path) != NULL)
        return true;
    const struct found found = find_path(drawing, path);
    if (found.record == NULL || found.value.kind == VALUE_EMPTY ||
        sight_of(drawing, &found) == HIDDEN)
        return false;
    return found.value.kind == VALUE_TEXT ? found.value.as.text[0] != '\0'
                                          : found.value.as.number != 0;
}
