/* scan.h - the words of a script one after another, without comments and blanks. */
#ifndef DMS_SCRIPT_SCAN_H
#define DMS_SCRIPT_SCAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum scan_kind { SCAN_END, SCAN_NAME, SCAN_TEXT, SCAN_OTHER };

/* One word; TEXT is cut at its room, and so never equals a name. */
struct word {
    enum scan_kind kind;
    int64_t line;
    char text[128]; /* of a text in quotes: as written, without them */
};

/* Begin with AT the text and LINE its first line. */
struct scan {
    const char *at;
    int64_t line;
};

bool scan_next(struct scan *scan, struct word *word); /* false at the end */
bool word_is(const struct word *word, const char *text); /* a name or a sign, no text */

#endif
