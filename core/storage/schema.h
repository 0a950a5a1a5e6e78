/* schema.h - the DDL of this room: the house's own tables, and those of entities. */
#ifndef DMS_STORAGE_SCHEMA_H
#define DMS_STORAGE_SCHEMA_H

#include "base/digest.h"
#include "base/text.h"
#include "storage/inside.h"

/* system_tables.c. Their names hold no '_', an entity's table always does: no collision. */
extern const char *const system_tables[]; /* ends with NULL */

/* schema_sql.c */
void schema_table_sql(const struct entity *entity, struct text *sql);
void schema_column_sql(const struct entity_field *field, struct text *sql);
const char *schema_column_type(const struct entity_field *field);
/* Calls EACH with the statement that makes each index of ENTITY. */
typedef enum dms_status (*schema_each)(const struct entity *entity, const char *sql,
                                       const char *fields, void *context,
                                       struct dms_error *error);
enum dms_status schema_indexes(const struct entity *entity, schema_each each, void *context,
                               struct dms_error *error);
/* Equal digests: nothing to do. */
void schema_digest(const struct entity_set *set, char text[DIGEST_TEXT_SIZE]);

/* Was the unique index over FIELDS declared once and is no more, though its fields are? */
bool schema_frees(const struct entity *entity, const char *fields);

#endif
