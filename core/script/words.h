/* words.h - the sentences beside the scripts, and whether every key used has one. */
#ifndef DMS_SCRIPT_WORDS_H
#define DMS_SCRIPT_WORDS_H

#include "script/ruleset.h"

/* Reads the i18n files among the sources into rules->words. */
void words_load(struct ruleset *rules);
/* dms.deny("key") with a key nobody has a sentence for is a problem. */
void words_check(struct ruleset *rules);
/* Hands the sentences and the labels of added fields to the house. */
enum dms_status words_activate(const struct ruleset *rules, struct dms_error *error);

#endif
