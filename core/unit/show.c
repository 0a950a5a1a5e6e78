/* show.c - records as JSON for people: what they may see, masked where they may not. */
#include <string.h>

#include "base/error.h"
#include "base/messages.h"
#include "unit/unit_inside.h"

bool
show_is_listed(const char *names, const char *name)
{
    size_t size = strlen(name);
    for (const char *at = names; at != NULL; at = strchr(at, ','), at += at != NULL) {
        at += strspn(at, " ");
        size_t end = strcspn(at, ", ");
        if (end == size && strncmp(at, name, size) == 0)
            return true;
    }
    return false;
}

static void
show_column(struct dms_json *json, const struct dms_record *record, int column)
{
    const char *name = entity_columns[column].name;
    struct dms_json *value = dms_record_json(record, name);
    if (dms_json_kind(value) == DMS_JSON_NULL)
        dms_json_destroy(value);
    else
        dms_json_take_key(json, name, value);
}

static struct dms_json *
show_field(struct dms_unit *unit, const struct permission *permission,
           const struct entity_field *field, const struct value *value)
{
    if (value->kind == VALUE_EMPTY || !permission_masks(permission, field))
        return field_print(field, value, unit->house->offset);
    const char *text = value->kind == VALUE_TEXT ? value->as.text : "****";
    return dms_json_create_text(mask_text(field->card.mask, text, unit->scratch));
}

static const int shown_columns[] = { COLUMN_ID,         COLUMN_REV,
                                     COLUMN_STORE,      COLUMN_STATE,
                                     COLUMN_OWNER,      COLUMN_CREATED_AT,
                                     COLUMN_CREATED_BY, COLUMN_UPDATED_AT,
                                     COLUMN_UPDATED_BY };

struct dms_json *
unit_record_json(struct dms_unit *unit, const struct dms_record *record,
                 const char *fields)
{
    struct permission permission;
    struct dms_json *json = dms_json_create_object();
    unit_permission_for(unit, record, &permission);
    for (size_t i = 0; i < sizeof(shown_columns) / sizeof(shown_columns[0]); i++) {
        int column = shown_columns[i];
        if (fields == NULL || column == COLUMN_ID ||
            show_is_listed(fields, entity_columns[column].name))
            show_column(json, record, column);
    }
    for (uint32_t i = 0; i < record->entity->field_count; i++) {
        const struct entity_field *field = &record->entity->fields[i];
        if (!permission_sees_field(&permission, field) ||
            (fields != NULL && !show_is_listed(fields, field->card.name)))
            continue;
        dms_json_take_key(json, field->card.name,
                          show_field(unit, &permission, field, &record->values[i]));
    }
    return json;
}

enum dms_status
unit_page(struct dms_unit *unit, const char *entity, const struct dms_json *question,
          const char *fields, struct dms_json **page, struct dms_error *error)
{
    const struct dms_list *list = NULL;
    enum dms_status st = dms_unit_find_json(unit, entity, question, &list, error);
    if (st == DMS_OK)
        st = entity_need_fields(entity_at(unit->catalogue->entities, entity), fields,
                                error);
    if (st != DMS_OK)
        return st;
    struct dms_json *items = dms_json_create_array();
    for (size_t i = 0; i < dms_list_count(list); i++)
        dms_json_take(items, unit_record_json(unit, dms_list_at(list, i), fields));
    *page = dms_json_create_object();
    dms_json_take_key(*page, "records", items);
    if (list->next != NULL)
        dms_json_set_text(*page, "next", list->next);
    return DMS_OK;
}

/* A text that is a key is its sentence. */
static const char *
in_words(struct dms_unit *unit, const struct entity_field *field, const char *text)
{
    const char *sentence =
        (field->card.flags & DMS_SENTENCE) == 0
            ? NULL
            : messages_at(unit->house->messages, dms_unit_language(unit), text);
    return sentence != NULL ? sentence : text;
}

/* What FIELD says in RECORD to the actor; "" when it says nothing or not to them. */
static const char *
text_seen(struct dms_unit *unit, struct dms_record *record,
          const struct entity_field *field)
{
    struct permission permission;
    unit_permission_for(unit, record, &permission);
    const struct value *value = &record->values[field->index];
    if (value->kind != VALUE_TEXT || !permission_sees_field(&permission, field))
        return "";
    return permission_masks(&permission, field)
               ? mask_text(field->card.mask, value->as.text, unit->scratch)
               : in_words(unit, field, value->as.text);
}

static const char *
title_of(struct dms_unit *unit, const char *name, int64_t id, const char *rather)
{
    const struct entity *entity = entity_at(unit->catalogue->entities, name);
    struct dms_record *record = NULL;
    struct dms_error ignored = { 0 };
    if (entity == NULL || entity->title == NULL ||
        unit_load(unit, name, id, &record, &ignored) != DMS_OK)
        return "";
    const char *text =
        rather == NULL ? "" : text_seen(unit, record, entity_field_at(entity, rather));
    return text[0] != '\0' ? text : text_seen(unit, record, entity->title);
}

const char *
unit_title(struct dms_unit *unit, const char *name, int64_t id)
{
    return title_of(unit, name, id, NULL);
}

const char *
unit_called(struct dms_unit *unit, const char *name, int64_t id)
{
    return title_of(unit, name, id, strcmp(name, "core.user") == 0 ? "full_name" : NULL);
}
