/* diff.c - what changed between two versions: file by file, with the signs of a unified diff.
 *
 * The lines that stay are the longest common sequence; where that would cost too much, what
 * differs is shown as taken out and put in as a whole. */
#include <stdlib.h>
#include <string.h>

#include "script/version.h"

#define CELLS  (4u << 20) /* of the table of common sequences */
#define AROUND 2          /* lines of the neighbourhood shown */

struct line {
    const char *text;
    size_t size;
};

struct lines {
    struct line *items;
    size_t count;
};

static struct lines
split(const struct source *source)
{
    struct lines lines = { 0 };
    const char *at = source == NULL ? "" : source->text;
    size_t room = 1;
    for (const char *next = at; *next != 0; next++)
        room += *next == '\n';
    lines.items = script_get(room * sizeof(*lines.items));
    while (*at != 0) {
        size_t size = strcspn(at, "\n");
        lines.items[lines.count++] = (struct line){ at, size };
        at += size + (at[size] == '\n');
    }
    return lines;
}

static bool
same(const struct line *left, const struct line *right)
{
    return left->size == right->size && memcmp(left->text, right->text, left->size) == 0;
}

/* What is compared: the lines between the beginning and the end that both share. */
struct middle {
    struct lines from, to;
    size_t head, from_end, to_end; /* first differing line; ends of what differs */
    unsigned short *common;        /* (from_end - head + 1) × (to_end - head + 1) */
    size_t width;
};

static void
trim(struct middle *middle)
{
    middle->from_end = middle->from.count;
    middle->to_end = middle->to.count;
    while (middle->head < middle->from_end && middle->head < middle->to_end &&
           same(&middle->from.items[middle->head], &middle->to.items[middle->head]))
        middle->head++;
    while (middle->from_end > middle->head && middle->to_end > middle->head &&
           same(&middle->from.items[middle->from_end - 1],
                &middle->to.items[middle->to_end - 1])) {
        middle->from_end--;
        middle->to_end--;
    }
}

static void
fill_table(struct middle *middle)
{
    size_t high = middle->from_end - middle->head, width = middle->to_end - middle->head;
    middle->width = width + 1;
    if (high > UINT16_MAX || width > UINT16_MAX || (high + 1) * (width + 1) > CELLS)
        return;
    middle->common = script_get((high + 1) * (width + 1) * sizeof(*middle->common));
    for (size_t i = high; i-- > 0;)
        for (size_t k = width; k-- > 0;) {
            unsigned short *cell = &middle->common[i * middle->width + k];
            unsigned short below = cell[middle->width], beside = cell[1];
            if (same(&middle->from.items[middle->head + i],
                     &middle->to.items[middle->head + k]))
                *cell = (unsigned short)(cell[middle->width + 1] + 1);
            else
                *cell = below > beside ? below : beside;
        }
}

static void
put(struct writing *text, char sign, const struct line *line)
{
    writing_add(text, &sign, 1);
    writing_add(text, line->text, line->size);
    writing_add(text, "\n", 1);
}

/* Walks the table: what is common stays, else the way that keeps more. */
static void
write_middle(struct writing *text, const struct middle *middle)
{
    size_t high = middle->from_end - middle->head, width = middle->to_end - middle->head;
    size_t i = 0, k = 0;
    while (i < high || k < width) {
        const struct line *from = &middle->from.items[middle->head + i];
        const struct line *to = &middle->to.items[middle->head + k];
        const unsigned short *cell =
            middle->common == NULL ? NULL : &middle->common[i * middle->width + k];
        if (cell != NULL && i < high && k < width && same(from, to)) {
            put(text, ' ', from);
            i++;
            k++;
        } else if (i < high &&
                   (k == width || cell == NULL || cell[middle->width] >= cell[1])) {
            put(text, '-', from);
            i++;
        } else {
            put(text, '+', to);
            k++;
        }
    }
}

static char *
lines_of(const struct source *from, const struct source *to)
{
    struct writing text = { 0 };
    struct middle middle = { .from = split(from), .to = split(to) };
    trim(&middle);
    fill_table(&middle);
    size_t first = middle.head > AROUND ? middle.head - AROUND : 0;
    writing_printf(&text, "@@ -%zu +%zu @@\n", first + 1, first + 1);
    for (size_t i = first; i < middle.head; i++)
        put(&text, ' ', &middle.from.items[i]);
    write_middle(&text, &middle);
    for (size_t i = middle.from_end;
         i < middle.from.count && i < middle.from_end + AROUND; i++)
        put(&text, ' ', &middle.from.items[i]);
    free(middle.common);
    free(middle.from.items);
    free(middle.to.items);
    return text.data;
}

static const struct source *
find(const struct source_list *list, const struct source *like)
{
    for (size_t i = 0; i < list->count; i++)
        if (list->items[i].layer == like->layer &&
            strcmp(list->items[i].path, like->path) == 0)
            return &list->items[i];
    return NULL;
}

static void
add(struct dms_json *list, const struct source *from, const struct source *to)
{
    struct dms_json *item = dms_json_create_object();
    char *lines = lines_of(from, to);
    dms_json_set_text(item, "path", to != NULL ? to->path : from->path);
    dms_json_set_text(item, "change",
                      from == NULL ? "added"
                      : to == NULL ? "removed"
                                   : "changed");
    dms_json_set_text(item, "lines", lines);
    free(lines);
    dms_json_take(list, item);
}

struct dms_json *
version_diff(const struct source_list *from, const struct source_list *to)
{
    struct dms_json *list = dms_json_create_array();
    for (size_t i = 0; i < to->count; i++) {
        const struct source *old = find(from, &to->items[i]);
        if (old == NULL || strcmp(old->digest, to->items[i].digest) != 0)
            add(list, old, &to->items[i]);
    }
    for (size_t i = 0; i < from->count; i++)
        if (find(to, &from->items[i]) == NULL)
            add(list, &from->items[i], NULL);
    return list;
}
