/* remember.h - what a customer's timeline is told. */
#ifndef CRM_REMEMBER_H
#define CRM_REMEMBER_H

#include "dms/dms.h"

struct crm_memory {
    int64_t customer; /* REQUIRED */
    const char *kind, *title_key; /* REQUIRED */
    const char *phase;            /* NULL: worked out from ENTITY and what was bought */
    const char *vin, *entity;
    int64_t record;
    int64_t at;                   /* 0: now */
    int64_t amount;               /* fen; 0: none */
    const struct dms_json *values; /* may be NULL */
};

/* Writes the entry into the file that holds now (not the one merged away), and keeps the file's
 * sums and dates with it. */
enum dms_status crm_remember(struct dms_unit *unit, const struct crm_memory *memory,
                             struct dms_error *error);
/* The same with FILE at hand, which the caller saves. */
enum dms_status crm_remember_in(struct dms_unit *unit, struct dms_record *file,
                                const struct crm_memory *memory, struct dms_error *error);
/* The file CUSTOMER is read with now, to change it. */
enum dms_status crm_open_file(struct dms_unit *unit, int64_t customer,
                              struct dms_record **file, struct dms_error *error);

#endif
