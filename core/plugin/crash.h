/* crash.h - whose code it was when the process died, for who reads it afterwards and for the next
 * start. */
#ifndef DMS_PLUGIN_CRASH_H
#define DMS_PLUGIN_CRASH_H

#include "plugin/item.h"

/* DIR/crashes, one line each, in the order of time:
 *     1795483800 SIGSEGV crm crm.so+0x11f9 libdms.so.1+0x5d20 …   ("-": no plugin's)
 *     1795484800 ENABLED crm - an administrator gives it another try */
#define CRASH_FILE    "crashes"
#define CRASH_ENABLED "ENABLED"

/* Writes the crashes of this process to DIR from now on, if it is watched. */
void crash_begin(const char *dir);
/* The library of ITEM is about to be opened; it is open, and crashes in it are its own. */
void crash_loading(const char *id);
void crash_loaded(const struct plugin_item *item);

/* Puts into ITEM's reason that it crashed too often lately, if it did: as FILE tells, and unless
 * its library is newer than that. OFFSET: of the house's clock. */
void crash_quarantine(const char *file, int64_t offset, struct plugin_item *item);

#endif
