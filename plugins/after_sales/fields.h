/* fields.h - how this plugin writes its fields down: one line each, with sane limits. */
#ifndef AFTER_SALES_FIELDS_H
#define AFTER_SALES_FIELDS_H

#include "dms/dms.h"

/* What no invoice, clock or odometer of a workshop reaches: ten million yuan, a thousand
 * hours, a hundred thousand pieces, two million kilometres. */
#define MOST_MONEY    INT64_C(1000000000)
#define MOST_HOURS    INT64_C(1000000)
#define MOST_PIECES   INT64_C(100000000)
#define MOST_DISTANCE INT64_C(2000000)

#define TEXT(field, length, marks)                                                       \
    {                                                                                    \
        .name = field, .type = DMS_TEXT, .max_length = length, .flags = marks            \
    }
#define MONEY(field, marks)                                                              \
    {                                                                                    \
        .name = field, .type = DMS_MONEY, .flags = marks, .minimum = 0,                  \
        .maximum = MOST_MONEY                                                            \
    }
#define HOURS(field, marks)                                                              \
    {                                                                                    \
        .name = field, .type = DMS_DECIMAL, .flags = marks, .minimum = 0,                \
        .maximum = MOST_HOURS                                                            \
    }
#define PIECES(field, marks)                                                             \
    {                                                                                    \
        .name = field, .type = DMS_DECIMAL, .flags = marks, .minimum = 1,                \
        .maximum = MOST_PIECES                                                           \
    }
#define WHOLE(field, least, most, marks)                                                 \
    {                                                                                    \
        .name = field, .type = DMS_INTEGER, .flags = marks, .minimum = least,            \
        .maximum = most                                                                  \
    }
#define DISTANCE(field, marks) WHOLE(field, 0, MOST_DISTANCE, marks)
#define RATE(field, marks)     WHOLE(field, 0, 10000, marks) /* basis points */
#define DATE(field, marks)                                                               \
    {                                                                                    \
        .name = field, .type = DMS_DATE, .flags = marks                                  \
    }
#define TIME(field, marks)                                                               \
    {                                                                                    \
        .name = field, .type = DMS_TIME, .flags = marks                                  \
    }
#define FLAG(field, marks)                                                               \
    {                                                                                    \
        .name = field, .type = DMS_BOOLEAN, .flags = marks                               \
    }
#define DATA(field, marks)                                                               \
    {                                                                                    \
        .name = field, .type = DMS_STRUCTURED, .flags = marks                            \
    }
#define REF(field, entity, marks)                                                        \
    {                                                                                    \
        .name = field, .type = DMS_REFERENCE, .target = entity, .flags = marks           \
    }
#define CHOICE(field, words, marks)                                                      \
    {                                                                                    \
        .name = field, .type = DMS_CHOICE, .choices = words, .flags = marks              \
    }
#define VIN(marks)                                                                       \
    {                                                                                    \
        .name = "vin", .type = DMS_TEXT, .check = "vin", .max_length = 17,               \
        .flags = marks                                                                   \
    }
#define PLATE(marks)                                                                     \
    {                                                                                    \
        .name = "plate", .type = DMS_TEXT, .check = "plate", .data_class = DMS_PERSONAL, \
        .mask = "plate", .max_length = 20, .flags = marks                                \
    }
#define PHONE(marks)                                                                     \
    {                                                                                    \
        .name = "phone", .type = DMS_TEXT, .check = "phone", .data_class = DMS_PERSONAL, \
        .mask = "phone", .max_length = 40, .flags = marks                                \
    }
#define NUMBER(series)                                                                   \
    {                                                                                    \
        .name = "number", .type = DMS_TEXT,                                              \
        .flags = DMS_UNIQUE | DMS_SEARCH | DMS_IMMUTABLE,                                \
        .default_text = "@number:" series, .max_length = 40                              \
    }

#endif
