/* unsaid.h - words that what a plugin declares needs, and does not bring. */
#ifndef DMS_UNIT_UNSAID_H
#define DMS_UNIT_UNSAID_H

#include "unit/house.h"

/* The keys, in the order of the declarations, that have no sentence in LANGUAGE ("zh", "en"): of
 * PLUGIN's entities, fields, choices, processes, roles, figures and menus. An array of
 * texts, yours to destroy. */
struct dms_json *unsaid_words(struct dms_house *house, const char *plugin,
                              const char *language);

#endif
