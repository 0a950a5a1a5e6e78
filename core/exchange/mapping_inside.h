/* mapping_inside.h - shared by the files that read, bind and apply a map. */
#ifndef DMS_EXCHANGE_MAPPING_INSIDE_H
#define DMS_EXCHANGE_MAPPING_INSIDE_H

#include "base/list.h"
#include "base/text.h"
#include "exchange/mapping.h"

#define MAPPING_HEADER_SIZE 128

/* Where one field comes from. */
struct mapped {
    const struct entity_field *field;
    const char *header, *value, *template, *unit, *number;
    const struct dms_json *empty;   /* words that say there is nothing */
    const struct dms_json *choices; /* written word → our word */
    int column;                     /* position in the row; -1: none */
};

struct mapping {
    const struct entity *entity;
    struct dms_json *map;
    const char *map_name;
    struct list mapped;  /* of struct mapped */
    struct list headers; /* the file's header cells */
    bool *used;          /* by column: it became something */
};

/* Position of the column with that header; -1 when there is none. */
int mapping_column(const struct mapping *mapping, const char *header);
/* The header in "{header}…" into HEADER of MAPPING_HEADER_SIZE bytes; how much of TEMPLATE it
 * took, 0 when TEMPLATE begins with something else. */
size_t mapping_template_header(const char *template, char *header);
/* Adds the number in CELL to TEXT, written plainly: the first of a range or the LAST. False
 * when there is none, or no telling which. */
bool mapping_number(const char *cell, bool last, struct text *text);

#endif
