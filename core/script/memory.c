/* memory.c - memory that cannot fail, and an arena for what a rule version is made of. */
#include "script/memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct arena_block {
    struct arena_block *next;
    max_align_t data[];
};

static void *
checked(void *memory)
{
    if (memory == NULL) {
        fputs("level=error key=base.out_of_memory\n",
              stderr); /* as the ground floor says it */
        abort();
    }
    return memory;
}

void *
script_get(size_t size)
{
    return checked(calloc(1, size == 0 ? 1 : size));
}

void *
script_grow(void *memory, size_t size)
{
    return checked(realloc(memory, size == 0 ? 1 : size));
}

char *
script_copy(const char *text)
{
    return text == NULL ? NULL : checked(strdup(text));
}

void *
arena_get(struct arena *arena, size_t size)
{
    struct arena_block *block = script_get(sizeof(*block) + size);
    block->next = arena->blocks;
    arena->blocks = block;
    return block->data;
}

char *
arena_copy(struct arena *arena, const char *text)
{
    if (text == NULL)
        return NULL;
    size_t size = strlen(text) + 1;
    return memcpy(arena_get(arena, size), text, size);
}

char *
arena_printf(struct arena *arena, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    char *text = NULL;
    if (vasprintf(&text, format, arguments) < 0)
        text = checked(NULL);
    va_end(arguments);
    char *copy = arena_copy(arena, text);
    free(text);
    return copy;
}

void
arena_clear(struct arena *arena)
{
    while (arena->blocks != NULL) {
        struct arena_block *block = arena->blocks;
        arena->blocks = block->next;
        free(block);
    }
}

void
writing_add(struct writing *writing, const char *piece, size_t size)
{
    if (writing->size + size + 1 > writing->room) {
        writing->room = (writing->size + size + 1) * 2;
        writing->data = script_grow(writing->data, writing->room);
    }
    memcpy(writing->data + writing->size, piece, size);
    writing->size += size;
    writing->data[writing->size] = 0;
}

void
writing_printf(struct writing *writing, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    char *text = NULL;
    int size = vasprintf(&text, format, arguments);
    va_end(arguments);
    checked(size < 0 ? NULL : text);
    writing_add(writing, text, (size_t)size);
    free(text);
}

/* Edit distance, cut off at names of 63 bytes: longer ones are not typed by hand. */
static size_t
distance(const char *left, const char *right)
{
    size_t row[64], right_size = strlen(right);
    if (right_size > 63 || strlen(left) > 63)
        return 64;
    for (size_t i = 0; i <= right_size; i++)
        row[i] = i;
    for (size_t l = 0; left[l] != 0; l++) {
        size_t corner = row[0];
        row[0] = l + 1;
        for (size_t r = 0; r < right_size; r++) {
            size_t best = corner + (left[l] != right[r]);
            corner = row[r + 1];
            best = best < row[r] + 1 ? best : row[r] + 1;
            row[r + 1] = best < corner + 1 ? best : corner + 1;
        }
    }
    return row[right_size];
}

const char *
script_nearest(const char *name, const char *const *names)
{
    const char *nearest = "";
    size_t best = strlen(name) / 3 + 2;
    for (; *names != NULL; names++) {
        size_t apart = distance(name, *names);
        if (apart < best) {
            best = apart;
            nearest = *names;
        }
    }
    return nearest;
}

bool
script_is_slip(const char *name, const char *const *names)
{
    const char *nearest = script_nearest(name, names);
    return nearest[0] != 0 && distance(name, nearest) <= 2 && strlen(name) > 4;
}
