/* house_acts.h - long things that a house does, for tests of what it survives. Each can be broken off
 * anywhere; NUMBER tells one time from the next, and with the same one it is done again and to its
 * end. */
#ifndef TESTS_SUPPORT_HOUSE_ACTS_H
#define TESTS_SUPPORT_HOUSE_ACTS_H

#include <dms/house.h>

#define ACT_ROWS 8

/* A file in DIR with ACT_ROWS settings is imported. */
enum dms_status act_import(struct dms_house *house, const char *dir, int number);
/* How many of them are there. */
enum dms_status act_imported(struct dms_house *house, int number, int64_t *count);
/* ACT_FILES files in DIR/scripts, the house's folder of rules, are taken into use; one has changed. */
#define ACT_FILES 25
enum dms_status act_activate(struct dms_house *house, const char *dir, int number);
/* Versions that are in use, always one, and how many of those files the store holds of it. */
enum dms_status act_active(struct dms_house *house, int64_t *versions, int64_t *files);
/* A new entity with an index comes in, and its table. Up to ACT_ENTITIES times. */
#define ACT_ENTITIES 2000
enum dms_status act_migrate(struct dms_house *house, int number);
/* Makes a record of it. */
enum dms_status act_migrated(struct dms_house *house, int number);

#endif
