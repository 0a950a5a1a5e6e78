/* page_line.c - on which line of its file a value of a page stands: JSON that has been read keeps no
 * places, so the text, known to be sound, is walked once more. */
#include <string.h>

#include "unit/page.h"

/* Behind the string that begins at AT. */
static const char *
skip_string(const char *at)
{
    for (at++; *at != '"' && *at != '\0'; at++)
        if (*at == '\\' && at[1] != '\0')
            at++;
    return *at == '"' ? at + 1 : at;
}

static const char *
skip_blank(const char *at)
{
    return at + strspn(at, " \t\r\n");
}

/* Behind the value that begins at AT. */
static const char *
skip_value(const char *at)
{
    int depth = 0;
    at = skip_blank(at);
    if (*at != '{' && *at != '[')
        return *at == '"' ? skip_string(at) : at + strcspn(at, ",]} \t\r\n");
    do {
        if (*at == '"') {
            at = skip_string(at);
            continue;
        }
        depth += *at == '{' || *at == '[' ? 1 : *at == '}' || *at == ']' ? -1 : 0;
        at++;
    } while (depth > 0 && *at != '\0');
    return at;
}

/* The INDEX-th value, or that of KEY, of the array or object at AT; NULL: it has none. */
static const char *
enter(const char *at, const char *key, size_t index)
{
    bool object = *at == '{';
    at = skip_blank(at + 1);
    for (size_t i = 0; *at != '\0' && *at != ']' && *at != '}'; i++) {
        const char *name = at;
        if (object)
            at = skip_blank(skip_string(at)) + 1;
        at = skip_blank(at);
        bool found = object ? key != NULL && strncmp(name + 1, key, strlen(key)) == 0 &&
                                  name[1 + strlen(key)] == '"'
                            : key == NULL && i == index;
        if (found)
            return at;
        at = skip_blank(skip_value(at));
        at = *at == ',' ? skip_blank(at + 1) : at;
    }
    return NULL;
}

int64_t
page_line(const struct page_check *check)
{
    const struct page *page = check->page;
    const char *at = skip_blank(page->text), *to = at;
    if (page->line > 0)
        return page->line;
    for (size_t i = 0; i < check->depth && to != NULL; i++) {
        to = *to == '{' || *to == '['
                 ? enter(to, check->path[i].key, check->path[i].index)
                 : NULL;
        at = to != NULL ? to : at;
    }
    int64_t line = 1;
    for (const char *c = page->text; c < at; c++)
        line += *c == '\n';
    return line;
}
