/* disk.h - what SQLite does with its files, heard before it is done. */
#ifndef TESTS_SUPPORT_DISK_H
#define TESTS_SUPPORT_DISK_H

#include <stddef.h>
#include <stdint.h>

enum disk_act { DISK_READ, DISK_WRITE, DISK_TRUNCATE, DISK_SYNC, DISK_LOCK };
enum disk_file { DISK_DATABASE, DISK_LOG, DISK_OTHER };

struct disk_deed {
    enum disk_act act;
    enum disk_file file;
    int64_t at;       /* bytes; the new size of a truncation */
    const void *data; /* of a write; lent for the call */
    size_t size;
};

/* Called from any thread. What it returns other than SQLITE_OK is what SQLite gets instead of the
 * deed. */
typedef int disk_listener(const struct disk_deed *deed);

/* From now on, for every database that the program opens; once. */
void disk_listen(disk_listener *hears);

#endif
