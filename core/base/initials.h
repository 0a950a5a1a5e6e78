/* initials.h - 张三 is found by "zs": the first letters of the readings of Chinese characters. */
#ifndef DMS_BASE_INITIALS_H
#define DMS_BASE_INITIALS_H

#include <stddef.h>
#include <stdint.h>

#include "base/text.h"

#define INITIALS_FIRST 0x3400U
#define INITIALS_LAST  0x9fffU
#define INITIALS_KEPT  3 /* letters per character, '-' for none */

/* Made at build time from Unihan (initials.lua). */
extern const char initials_table[];

/* For each run of two to LONGEST Chinese characters in TEXT a word of their first letters, followed by
 * a space; a character with several readings gives several words, at most eight a run. */
void initials_add(struct text *words, const char *text);

#endif
