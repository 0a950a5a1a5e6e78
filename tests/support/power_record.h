/* power_record.h - what the recorder keeps of a disk; for power_disk.c and power_vfs.c. */
#ifndef TESTS_SUPPORT_POWER_RECORD_H
#define TESTS_SUPPORT_POWER_RECORD_H

#include "support/power_disk.h"

enum power_what { POWER_WRITE, POWER_TRUNCATE, POWER_SYNC, POWER_ACKNOWLEDGE };

struct power_moment {
    enum power_what what;
    int file;      /* POWER_DATABASE or POWER_LOG */
    int64_t at;    /* bytes; of an acknowledgement the number */
    size_t size;   /* of a write */
    uint8_t *data; /* of a write; owned */
};

enum { POWER_DATABASE, POWER_LOG, POWER_FILES };

/* Takes a copy of `data`. */
void power_record(enum power_what what, int file, int64_t at, const void *data, size_t size);

#endif
