/* entity.h - the declared types of one catalogue: copied, checked, resolved, immutable. */
#ifndef DMS_ENTITY_ENTITY_H
#define DMS_ENTITY_ENTITY_H

#include <stdbool.h>

#include "base/map.h"
#include "dms/entity.h"
#include "dms/error.h"

struct dms_check;
struct entity;
struct scratch;
struct value;

/* What default_text asks for. */
enum entity_preset {
    PRESET_NONE = 0,
    PRESET_VALUE,  /* preset holds it, read once */
    PRESET_TEXT,   /* a time: read with the offset of each record */
    PRESET_NOW,
    PRESET_TODAY,
    PRESET_USER,
    PRESET_NUMBER  /* "@number:SERIES": left to the caller */
};

struct entity_field {
    struct dms_field card;       /* names and choices are owned by the set */
    uint32_t index;              /* position in entity.fields and record.values */
    const struct entity *target; /* references only, resolved by freeze */
    const struct dms_check *check; /* put in by the catalogue; NULL: none */
    const char *owner;           /* who declared it: a plugin, or "rules" for x_ fields */
    enum entity_preset preset_kind;
    const struct value *preset;    /* with PRESET_VALUE, made by freeze */
};

struct entity {
    const char *name;  /* "crm.lead" */
    const char *table; /* "crm_lead" */
    const char *owner; /* plugin, or "core" */
    uint32_t flags;    /* enum dms_entity_flag */
    uint32_t number;   /* position in the set */
    struct entity_field *fields;
    uint32_t field_count, field_room;
    struct dms_index *indexes;
    uint32_t index_count;
    const char *title_name, *parent_name; /* as declared; NULL: none */
    const struct entity_field *title;  /* NULL: the id names it */
    const struct entity_field *parent; /* NULL: stands alone */
    bool has_search;                   /* any DMS_SEARCH field */
    bool parked; /* its plugin is off: it is read, and nobody changes it */
    const int32_t *shown; /* in the order of their names: a field's index, or -1 - column */
    uint32_t shown_count;
    struct map by_name;
};

struct entity_set {
    struct entity **items;
    size_t count, room;
    struct map by_name;
    struct scratch *memory; /* names, choices and everything else that is copied */
    bool frozen;
};

struct entity_set *entity_set_create(void);
void entity_set_destroy(struct entity_set *set);
/* Copies CARD (honouring its sizes). INVALID with the field: bad or reserved name, twice
 * the same name, choice without choices, reference without target, unknown type… */
enum dms_status entity_set_add(struct entity_set *set, const struct dms_entity *card,
                               const char *owner, struct dms_error *error);
enum dms_status entity_set_add_field(struct entity_set *set, const char *entity,
                                     const struct dms_field *field, const char *owner,
                                     struct dms_error *error);
/* Resolves references, titles, parents, indexes. After it nothing may be added. */
enum dms_status entity_set_freeze(struct entity_set *set, struct dms_error *error);

const struct entity *entity_at(const struct entity_set *set, const char *name);
const struct entity_field *entity_field_at(const struct entity *entity, const char *name);
/* As entity_at, but fills ERROR: NOT_FOUND with "did you mean". */
const struct entity *entity_need(const struct entity_set *set, const char *name,
                                 struct dms_error *error);
/* INVALID unless every name of NAMES ("name,phone"; NULL: none) is a field or a column. */
enum dms_status entity_need_fields(const struct entity *entity, const char *names,
                                   struct dms_error *error);
/* INVALID with "did you mean" for a field ENTITY does not have. */
enum dms_status entity_field_unknown(const struct entity *entity, const char *name,
                                     struct dms_error *error);

/* id, rev, store, state, process, owner, created_at, created_by, updated_at, updated_by. */
enum entity_column {
    COLUMN_ID,
    COLUMN_REV,
    COLUMN_STORE,
    COLUMN_STATE,
    COLUMN_PROCESS,
    COLUMN_OWNER,
    COLUMN_CREATED_AT,
    COLUMN_CREATED_BY,
    COLUMN_UPDATED_AT,
    COLUMN_UPDATED_BY,
    COLUMN_COUNT
};
extern const struct dms_field entity_columns[COLUMN_COUNT];
/* -1 when NAME is none of them. */
int entity_column_at(const char *name);

#endif
