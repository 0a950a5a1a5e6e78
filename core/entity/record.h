/* record.h - the inside of dms_record: values by position, the loaded ones beside them. */
#ifndef DMS_ENTITY_RECORD_H
#define DMS_ENTITY_RECORD_H

#include "base/scratch.h"
#include "dms/record.h"
#include "entity/entity.h"

enum value_kind { VALUE_EMPTY = 0, VALUE_NUMBER, VALUE_TEXT };

struct value {
    enum value_kind kind;
    uint32_t size; /* bytes of text, without the ending 0 */
    union {
        int64_t number;
        const char *text;
    } as;
};

/* The columns every record has. state: "" without workflow; never NULL. */
struct record_head {
    int64_t id, rev, store, process, owner;
    int64_t created_at, created_by, updated_at, updated_by;
    const char *state;
};

struct record_reason;

struct dms_record {
    const struct entity *entity;
    struct scratch *scratch; /* where its text lives */
    struct record_head head, old_head;
    struct value *values; /* entity->field_count of them */
    struct value *old;    /* as loaded; NULL for a new record */
    int64_t offset;       /* minutes east of UTC, to read and print times */
    bool removed;
    const struct record_reason *reasons; /* of fields set since it was loaded; the newest first */
};

/* Why a field is what it is, as JSON text. */
struct record_reason {
    const struct record_reason *next;
    uint32_t field; /* index */
    const char *text;
};

struct dms_list {
    struct dms_record **items;
    size_t count;
    const char *next; /* cursor for the page after this one; NULL: this was the last */
};

struct dms_record *record_create(struct scratch *scratch, const struct entity *entity,
                                 int64_t offset);
/* Makes what RECORD holds now its "old" values (after load, after save). */
void record_settle(struct dms_record *record);
/* As JSON text; NULL when nobody has said why. */
const char *record_reason(const struct dms_record *record, uint32_t field);
/* NULL when the entity has no such field; the columns of the head are not among them. */
const struct value *record_value(const struct dms_record *record, const char *field);
/* A column of the head; text is borrowed from it. */
struct value record_column(const struct record_head *head, enum entity_column column);
bool value_equal(const struct value *left, const struct value *right);

/* Reads the written form into VALUE; text lives in SCRATCH. INVALID with the field. */
enum dms_status field_read(const struct entity_field *field, const struct dms_json *json,
                           int64_t offset, struct scratch *scratch, struct value *value,
                           struct dms_error *error);
/* From the text of a CSV cell or of field=value; "" is empty. */
enum dms_status field_read_text(const struct entity_field *field, const char *text,
                                int64_t offset, struct scratch *scratch, struct value *value,
                                struct dms_error *error);
/* CHOICE fields only: INVALID with the list of what is allowed. */
enum dms_status field_check_choice(const struct dms_field *card, const char *text,
                                   struct dms_error *error);
/* The written form. Yours to destroy. */
struct dms_json *field_print(const struct entity_field *field, const struct value *value,
                             int64_t offset);
/* The same for a column of the head. */
struct dms_json *value_print(const struct dms_field *card, const struct value *value,
                             int64_t offset);
/* The written form as JSON text, as value_print would print it. */
struct text;
void value_add(struct text *text, const struct dms_field *card, const struct value *value,
               int64_t offset);
/* Puts default_text into empty fields of a new record; "@number:…" is left to the caller. */
enum dms_status record_defaults(struct dms_record *record, int64_t now, int64_t user,
                                struct dms_error *error);
/* Required, length, range, choice, immutable, JSON well-formed: everything that needs no
 * database and no plugin. The first fault, with its field. Values nobody has touched since
 * they were loaded are not judged again: a rule made stricter must not lock old records. */
enum dms_status record_check(const struct dms_record *record, struct dms_error *error);

#endif
