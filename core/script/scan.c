/* scan.c - the words of a script one after another, without comments and blanks. */
#include "script/scan.h"

#include <ctype.h>
#include <string.h>

bool
word_is(const struct word *word, const char *text)
{
    return word->kind != SCAN_TEXT && strcmp(word->text, text) == 0;
}

static void
skip(struct scan *scan, size_t size)
{
    for (; size > 0 && *scan->at != 0; size--, scan->at++)
        scan->line += *scan->at == '\n';
}

/* "[==[": how many bytes until its text begins; 0 when it is no such bracket. */
static size_t
long_bracket(const char *at)
{
    size_t level = *at == '[' ? strspn(at + 1, "=") : 0;
    return *at == '[' && at[1 + level] == '[' ? level + 2 : 0;
}

static size_t
long_size(const char *at, size_t head)
{
    const char *end = at + head;
    for (; (end = strchr(end, ']')) != NULL; end++)
        if (strspn(end + 1, "=") == head - 2 && end[head - 1] == ']')
            return (size_t)(end - at) + head;
    return strlen(at);
}

static void
skip_blank(struct scan *scan)
{
    for (;;) {
        if (isspace((unsigned char)*scan->at)) {
            skip(scan, 1);
        } else if (strncmp(scan->at, "--", 2) == 0) {
            size_t head = long_bracket(scan->at + 2);
            skip(scan,
                 head > 0 ? 2 + long_size(scan->at + 2, head) : strcspn(scan->at, "\n"));
        } else {
            return;
        }
    }
}

static size_t
quoted_size(const char *at)
{
    size_t size = 1;
    while (at[size] != 0 && at[size] != *at && at[size] != '\n')
        size += at[size] == '\\' && at[size + 1] != 0 ? 2 : 1;
    return size;
}

static size_t
name_size(const char *at)
{
    size_t size = 0;
    while (isalnum((unsigned char)at[size]) || at[size] == '_')
        size++;
    return size;
}

static void
keep(struct word *word, const char *text, size_t size)
{
    size_t kept = size < sizeof(word->text) ? size : sizeof(word->text) - 1;
    memcpy(word->text, text, kept);
    word->text[kept] = 0;
}

bool
scan_next(struct scan *scan, struct word *word)
{
    skip_blank(scan);
    *word = (struct word){ .kind = SCAN_END, .line = scan->line };
    size_t head = long_bracket(scan->at), size = name_size(scan->at);
    if (*scan->at == 0)
        return false;
    if (head > 0) {
        word->kind = SCAN_TEXT;
        skip(scan, long_size(scan->at, head));
    } else if (*scan->at == '"' || *scan->at == '\'') {
        word->kind = SCAN_TEXT;
        size = quoted_size(scan->at);
        keep(word, scan->at + 1, size - 1);
        skip(scan, size + 1);
    } else {
        word->kind = size > 0 ? SCAN_NAME : SCAN_OTHER;
        if (size == 0) /* ".." joins texts: what follows is no member */
            size = *scan->at == '.' ? strspn(scan->at, ".") : 1;
        keep(word, scan->at, size);
        skip(scan, size);
    }
    return true;
}
