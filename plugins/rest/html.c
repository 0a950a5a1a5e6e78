/* html.c - five letters mean something in a page, all others are themselves. */
#include "html.h"

#include <stdlib.h>
#include <string.h>

#define LONGEST 6 /* "&quot;" */

char *
html_text(const char *text)
{
    static const char letters[] = "<>&\"'";
    static const char *const names[] = { "&lt;", "&gt;", "&amp;", "&quot;", "&#39;" };
    char *page = malloc(strlen(text) * LONGEST + 1), *to = page;
    if (page == NULL)
        abort();
    for (; *text != '\0'; text++) {
        const char *letter = strchr(letters, *text);
        if (letter != NULL)
            to = stpcpy(to, names[letter - letters]);
        else
            *to++ = *text;
    }
    *to = '\0';
    return page;
}
