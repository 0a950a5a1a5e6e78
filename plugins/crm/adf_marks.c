/* adf_marks.c - what the attributes of an ADF element say. */
#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "adf.h"

const char *
adf_local(const char *name)
{
    const char *colon = strrchr(name, ':');
    return colon != NULL ? colon + 1 : name;
}

static bool
is(const char *name, const char *word)
{
    return strcasecmp(adf_local(name), word) == 0;
}

/* SIZE bytes at TO; a character of several bytes is kept whole or not at all. */
static void
copy_whole(char *to, size_t size, const char *from)
{
    size_t length = strnlen(from, size - 1);
    while (length > 0 && ((unsigned char)from[length] & 0xC0) == 0x80)
        length--;
    memcpy(to, from, length);
    to[length] = '\0';
}

static void
copy_small(char *to, size_t size, const char *from)
{
    copy_whole(to, size, from);
    for (; *to != '\0'; to++)
        *to = (char)tolower((unsigned char)*to);
}

/* What the defaults of the DTD say anyway is not worth a note. */
static bool
says_nothing(const char *name, const char *value)
{
    static const char *const silent[] = { "line", "primarycontact", "xmlns",
                                          "schemalocation" };
    for (size_t i = 0; i < sizeof(silent) / sizeof(silent[0]); i++)
        if (is(name, silent[i]))
            return true;
    return value[0] == '\0' || strcmp(value, "0") == 0 ||
           strcasecmp(value, "nopreference") == 0 || strncasecmp(name, "xmlns", 5) == 0;
}

static void
add_said(struct adf_marks *marks, const char *name, const char *value)
{
    char piece[sizeof(marks->said)];
    size_t size = strlen(marks->said);
    int length = snprintf(piece, sizeof(piece), "%s%s=%s", size > 0 ? ", " : "",
                          adf_local(name), value);
    if (length > 0 && size + (size_t)length < sizeof(marks->said))
        memcpy(marks->said + size, piece, (size_t)length + 1);
}

static void
read_mark(struct adf_marks *marks, bool named, const char *name, const char *value)
{
    if (is(name, "part") || (named && is(name, "type") && marks->kind[0] == '\0'))
        copy_small(marks->kind, sizeof(marks->kind), value);
    else if (is(name, "source"))
        copy_whole(marks->source, sizeof(marks->source), value);
    else if (is(name, "sequence"))
        copy_whole(marks->sequence, sizeof(marks->sequence), value);
    else if (!(named && is(name, "type")) && !says_nothing(name, value))
        add_said(marks, name, value);
    if (is(name, "preferredcontact"))
        marks->preferred = strcmp(value, "1") == 0;
}

void
adf_read_marks(struct adf_marks *marks, const char *element, const char **attributes)
{
    bool named = is(element, "phone") || is(element, "name");
    memset(marks, 0, sizeof(*marks));
    /* A name has a part and a type; its part is the one that matters. */
    for (const char **at = attributes; *at != NULL; at += 2)
        if (is(at[0], "part"))
            read_mark(marks, named, at[0], at[1]);
    for (const char **at = attributes; *at != NULL; at += 2)
        if (!is(at[0], "part"))
            read_mark(marks, named, at[0], at[1]);
}
