/* entity.h - an entity is a constant table.
 *
 * Declaring one gives the table and its indexes, validation, list and search, history,
 * permissions, the API and the pages. Adding a field or an index later needs no
 * migration; a rename or a data conversion is a numbered step in schema/. Every record
 * also has id, rev, store, state, process, owner, created_at, created_by, updated_at and
 * updated_by; a field may not take one of these names. Since 1.0. */
#ifndef DMS_ENTITY_H
#define DMS_ENTITY_H

#include "dms/status.h"

/* How a field is kept, and how it is written in JSON and CSV. */
enum dms_type {
    DMS_TEXT = 1,  /* UTF-8 */
    DMS_INTEGER,   /* int64 */
    DMS_MONEY,     /* int64 fen; JSON "129800.00" */
    DMS_DECIMAL,   /* int64 thousandths; JSON "1.5" */
    DMS_DATE,      /* int64 days since 1970-01-01; JSON "2026-11-24" */
    DMS_TIME,      /* int64 ms UTC; JSON ISO 8601 with the house's zone */
    DMS_BOOLEAN,   /* 0 or 1; JSON true/false */
    DMS_CHOICE,    /* one word of .choices */
    DMS_REFERENCE, /* id of a record of .target; JSON the number */
    DMS_STRUCTURED /* JSON text, checked to be JSON */
};

/* Who may see it unless a role says more: personal and above are masked on the server. */
enum dms_data_class {
    DMS_INTERNAL = 0,
    DMS_PUBLIC,
    DMS_PERSONAL,  /* phone, name, plate: masked */
    DMS_SENSITIVE, /* ID card, bank account: masked, own grant */
    DMS_SECRET     /* never leaves the house */
};

enum dms_field_flag {
    DMS_REQUIRED = 1 << 0,
    DMS_UNIQUE = 1 << 1,    /* within the entity; empty values do not collide */
    DMS_INDEX = 1 << 2,     /* filters and sorts on it are indexed */
    DMS_SEARCH = 1 << 3,    /* found by dms search: words, one Chinese character, 4 digits */
    DMS_READ_ONLY = 1 << 4, /* written by hooks, calls and rules, never by a request */
    DMS_IMMUTABLE = 1 << 5, /* once it has a value it keeps it (rows 11, 121) */
    DMS_SENTENCE = 1 << 6   /* text: may be an i18n key; people read its sentence. Since 1.1 */
};

struct dms_field {
    const char *name; /* REQUIRED: [a-z][a-z0-9_]*, at most 48 */
    uint32_t type;    /* REQUIRED: enum dms_type */
    uint32_t flags;   /* enum dms_field_flag */
    uint32_t data_class;
    uint32_t max_length;        /* text: characters; 0 means 2,000 */
    const char *target;         /* reference: entity name; REQUIRED then */
    const char *const *choices; /* choice: ends with NULL; REQUIRED then */
    const char *default_text;   /* as in JSON/CSV, or "@now", "@today", "@user", "@number:SO" */
    const char *check;          /* name of a registered check: "phone", "vin" */
    const char *mask;           /* how to mask: "phone", "id_card", "name", "plate", "vin",
                                   "email", "address", "all"; NULL: "all" */
    int64_t minimum, maximum;   /* numbers, in stored units; both 0: no limit */
};

struct dms_index {
    const char *fields; /* "vin" or "customer,created_at" or "store,state,created_at" */
    uint32_t unique;    /* 1: refuses a second record with the same non-empty values */
};

enum dms_entity_flag {
    DMS_SHARED = 1 << 0,      /* of all stores; otherwise each record belongs to one store */
    DMS_APPEND_ONLY = 1 << 1, /* records are never changed or removed: ledgers */
    DMS_NO_EVENTS = 1 << 2    /* no created/updated events: high-volume lines */
};

struct dms_entity {
    uint32_t size;       /* sizeof(struct dms_entity): later members are appended */
    uint32_t field_size; /* sizeof(struct dms_field) */
    const char *name;    /* REQUIRED: "<plugin>.<noun>", such as "crm.lead" */
    uint32_t flags;
    uint32_t field_count;
    const struct dms_field *fields; /* REQUIRED */
    const struct dms_index *indexes;
    uint32_t index_count;
    uint32_t index_size;  /* sizeof(struct dms_index) when there are any */
    const char *title;    /* field that names a record to people; NULL: "id" */
    const char *parent;   /* lines: the reference field to the document they belong to */
};

/* Fills the counts and sizes: DMS_ENTITY(.name = "crm.lead", .title = "name", DMS_FIELDS(lead_fields)) */
#define DMS_ENTITY(...) \
    { .size = sizeof(struct dms_entity), .field_size = sizeof(struct dms_field), __VA_ARGS__ }
#define DMS_FIELDS(array) \
    .fields = (array), .field_count = (uint32_t)(sizeof(array) / sizeof((array)[0]))
#define DMS_INDEXES(array)                                                          \
    .indexes = (array), .index_count = (uint32_t)(sizeof(array) / sizeof((array)[0])), \
    .index_size = sizeof(struct dms_index)

#endif
