/* source.c - the files rules are made of, in their order, with their common digest. */
#include "script/source.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

static const char *const layer_names[] = { "library", "plugin", "common", "brand",
                                           "store" };

const char *
source_layer_name(enum layer layer)
{
    return layer_names[layer];
}

bool
source_layer_at(const char *name, enum layer *layer)
{
    for (size_t i = 0; name != NULL && i < sizeof(layer_names) / sizeof(*layer_names);
         i++)
        if (strcmp(layer_names[i], name) == 0) {
            *layer = (enum layer)i;
            return true;
        }
    return false;
}

static const char *
language_of(const char *path)
{
    size_t size = strlen(path);
    if (size > 8 && strcmp(path + size - 8, "/zh.json") == 0)
        return "zh";
    return size > 8 && strcmp(path + size - 8, "/en.json") == 0 ? "en" : NULL;
}

struct source *
source_add(struct source_list *list, enum layer layer, const char *code, const char *path,
           const char *text, size_t size)
{
    if (list->count == list->room) {
        list->room = list->room * 2 + 8;
        list->items = script_grow(list->items, list->room * sizeof(*list->items));
    }
    struct source *source = &list->items[list->count++];
    *source = (struct source){ .layer = layer, .size = size };
    source->code = script_copy(code);
    source->path = script_copy(path);
    source->text = script_get(size + 1);
    memcpy(source->text, text, size);
    source->language = language_of(path);
    dms_digest(text, size, source->digest);
    return source;
}

static int
compare_sources(const void *left_item, const void *right_item)
{
    const struct source *left = left_item, *right = right_item;
    if (left->layer != right->layer)
        return left->layer < right->layer ? -1 : 1;
    int order = strcmp(left->code, right->code);
    return order != 0 ? order : strcmp(left->path, right->path);
}

void
source_seal(struct source_list *list)
{
    struct writing all = { 0 };
    size_t plugins = 0;
    /* Plugins stay in their start order, which is that of their needs. */
    while (plugins < list->count && list->items[plugins].layer == LAYER_PLUGIN)
        plugins++;
    if (list->count > plugins)
        qsort(list->items + plugins, list->count - plugins, sizeof(*list->items),
              compare_sources);
    for (size_t i = 0; i < list->count; i++)
        writing_printf(&all, "%s %s %s %s\n", layer_names[list->items[i].layer],
                       list->items[i].code, list->items[i].path, list->items[i].digest);
    dms_digest(all.data == NULL ? "" : all.data, all.size, list->digest);
    free(all.data);
}

void
source_list_clear(struct source_list *list)
{
    for (size_t i = 0; i < list->count; i++) {
        free(list->items[i].code);
        free(list->items[i].path);
        free(list->items[i].text);
    }
    free(list->items);
    *list = (struct source_list){ 0 };
}

static bool
is_word(char letter)
{
    return isalnum((unsigned char)letter) || letter == '_';
}

int64_t
source_line_of(const struct source *source, int64_t line, const char *word)
{
    const char *at = source->text;
    int64_t now = 1;
    for (; now < line && (at = strchr(at, '\n')) != NULL; now++)
        at++;
    size_t size = strlen(word);
    for (; at != NULL && *at != 0 && size > 0; at++) {
        if (strncmp(at, word, size) == 0 && !is_word(at[size]) &&
            (at == source->text || !is_word(at[-1])))
            return now;
        now += *at == '\n';
    }
    return line;
}
