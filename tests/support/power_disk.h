/* power_disk.h - a disk that remembers what was written to it and when it was told to keep it, and
 * shows what it would hold had the power been cut at any of those moments. */
#ifndef TESTS_SUPPORT_POWER_DISK_H
#define TESTS_SUPPORT_POWER_DISK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* From now on SQLite writes its database and its log through the recorder. */
void power_disk_record(void);

/* The program says that `number` is written and may be relied on. */
void power_disk_acknowledge(int64_t number);

/* Writes, truncations, syncs and acknowledgements so far. */
size_t power_disk_moments(void);

/* Plays the record up to `moment`, which may not be before the one of the last call. */
void power_disk_advance(size_t moment);

/* The numbers acknowledged until there. Lent until the next advance. */
const int64_t *power_disk_acknowledged(size_t *count);

/* Makes `path` and `path`-wal what a disk may hold when the power goes at this moment: all that was
 * synced; of the rest nothing, all, the first part, some writes, or some sectors, torn. Always the
 * same path; nobody else may write there. */
void power_disk_cut(const char *path, uint64_t *random);

/* xorshift: the same numbers for the same seed. */
uint64_t power_random(uint64_t *state);

#endif
