/* house_ask.h - questions and rules for a house, as the house itself; for tests of what it survives. */
#ifndef TESTS_SUPPORT_HOUSE_ASK_H
#define TESTS_SUPPORT_HOUSE_ASK_H

#include <dms/house.h>

/* TEXT is JSON. *ANSWER is yours to destroy, also beside an error; ANSWER may be NULL. */
enum dms_status house_ask(struct dms_house *house, const char *text,
                          struct dms_json **answer);
/* Writes DIR/scripts/common/NAME.lua; the folders are made. */
enum dms_status house_write_rule(const char *dir, const char *name, const char *text);
enum dms_status house_write_file(const char *path, const char *text);

#endif
