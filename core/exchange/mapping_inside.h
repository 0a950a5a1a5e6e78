/* mapping_inside.h - shared by the file that reads the map and the one that applies it. */
#ifndef DMS_EXCHANGE_MAPPING_INSIDE_H
#define DMS_EXCHANGE_MAPPING_INSIDE_H

#include "base/list.h"
#include "exchange/mapping.h"

/* Where one field comes from. */
struct mapped {
    const struct entity_field *field;
    const char *header, *value, *template, *unit;
    const struct dms_json *choices; /* written word → our word */
    int column;                     /* position in the row; -1: none */
};

struct mapping {
    const struct entity *entity;
    struct dms_json *map;
    const char *map_name;
    struct list mapped;  /* of struct mapped */
    struct list headers; /* the file's header cells */
};

#endif
