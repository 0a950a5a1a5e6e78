/* follow_up_store.c - whose rules hold for a record that a follow-up is about. */
#include <string.h>

#include "script/follow_up.h"

/* The code of a core.brand or core.store; "" when there is none. */
static const char *
code_of(struct dms_unit *unit, const char *entity, int64_t id)
{
    const struct dms_record *record = NULL;
    if (id == 0 || dms_unit_get(unit, entity, id, &record, NULL) != DMS_OK)
        return "";
    const char *code = dms_record_text(record, "code");
    return code == NULL ? "" : code;
}

/* The record's own brand wins; else that of its store; else that of the unit. */
const char *
follow_up_brand(struct dms_unit *unit, const struct dms_record *record)
{
    const struct dms_record *store = NULL;
    const struct dms_field *field =
        record == NULL ? NULL : dms_record_field(record, "brand");
    const char *code = "";
    if (field != NULL && field->target != NULL &&
        strcmp(field->target, "core.brand") == 0)
        code = code_of(unit, "core.brand", dms_record_int(record, "brand"));
    if (code[0] == 0 && record != NULL && dms_record_store(record) != 0 &&
        dms_unit_get(unit, "core.store", dms_record_store(record), &store, NULL) ==
            DMS_OK)
        code = code_of(unit, "core.brand", dms_record_int(store, "brand"));
    return code[0] == 0 ? dms_unit_brand(unit) : code;
}

const char *
follow_up_store(struct dms_unit *unit, const struct dms_record *record)
{
    const char *code =
        record == NULL ? "" : code_of(unit, "core.store", dms_record_store(record));
    return code[0] == 0 ? dms_unit_store_code(unit) : code;
}
