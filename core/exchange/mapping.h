/* mapping.h - which column becomes which field: by header, or by a map file.
 *
 * {"encoding":"gb18030","separator":";","skip_lines":2,
 *  "columns":{"name":"姓名","phone":{"column":"电话"},"source":{"value":"import"},
 *             "list_price":{"column":"指导价","unit":"万"},"name":{"template":"{brand} {series}"},
 *             "mileage":{"column":"里程","number":"first","empty":["暂无"]}},
 *  "choices":{"source":{"网络":"web"}},"key":["phone"]} */
#ifndef DMS_EXCHANGE_MAPPING_H
#define DMS_EXCHANGE_MAPPING_H

#include "base/messages.h"
#include "entity/entity.h"
#include "exchange/rows.h"

struct mapping;

/* Checks MAP (may be NULL) against ENTITY. INVALID with MAP_NAME and "did you mean". */
enum dms_status mapping_create(const struct entity *entity, const struct dms_json *map,
                               const char *map_name, struct mapping **mapping,
                               struct dms_error *error);
void mapping_destroy(struct mapping *mapping); /* NULL is welcome */
const char *mapping_encoding(const struct mapping *mapping);   /* NULL: find out */
char mapping_separator(const struct mapping *mapping);         /* 0: find out */
int64_t mapping_skip_lines(const struct mapping *mapping);
/* Binds to the file's header row. Without a map a header is a field's name or its label in
 * Chinese or English. INVALID when no column fits, or a mapped one is not there. */
enum dms_status mapping_bind(struct mapping *mapping, const struct row *header,
                             const struct messages *messages, struct dms_error *error);
/* The columns that nothing was made of, joined for people; "" when there is none. Yours to
 * free(). */
char *mapping_left_out(const struct mapping *mapping);
/* {field: text} of one row; empty cells are left out. Yours to destroy. */
struct dms_json *mapping_fields(const struct mapping *mapping, const struct row *row);
/* What makes the row the same row when the file is imported again. Yours to free(). */
char *mapping_key(const struct mapping *mapping, const struct row *row,
                  const struct dms_json *fields);

#endif
