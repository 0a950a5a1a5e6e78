/* scratch.c - blocks handed out from the front; the first one is kept for the next request. */
#include "base/scratch.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/list.h"

#define ALIGN 16
#define FIRST_BLOCK 16384
#define KEPT_LIMIT 65536

struct block {
    struct block *next;
    size_t size, used;
    _Alignas(ALIGN) unsigned char data[];
};

struct scratch {
    struct block *first, *last;
};

/* Not zeroed as a whole: scratch_alloc zeroes what it hands out. */
static struct block *
block_create(size_t size)
{
    struct block *block = memory_grow(NULL, sizeof(struct block) + size);
    *block = (struct block){ .size = size };
    return block;
}

struct scratch *
scratch_create(void)
{
    struct scratch *scratch = memory_get(sizeof(*scratch));
    scratch->first = scratch->last = block_create(FIRST_BLOCK);
    return scratch;
}

static void
free_after(struct block *block)
{
    struct block *next;
    for (struct block *one = block->next; one != NULL; one = next) {
        next = one->next;
        free(one);
    }
    block->next = NULL;
}

void
scratch_destroy(struct scratch *scratch)
{
    if (scratch == NULL)
        return;
    free_after(scratch->first);
    free(scratch->first);
    free(scratch);
}

void
scratch_reset(struct scratch *scratch)
{
    struct block *biggest = scratch->last;
    if (biggest != scratch->first && biggest->size <= KEPT_LIMIT) {
        /* A request that outgrew the first block will come again: keep the larger one. */
        for (struct block *one = scratch->first; one != biggest;) {
            struct block *next = one->next;
            free(one);
            one = next;
        }
        scratch->first = biggest;
    }
    free_after(scratch->first);
    scratch->first->used = 0;
    scratch->last = scratch->first;
}

static void
add_block(struct scratch *scratch, size_t size)
{
    size_t room = scratch->last->size * 2;
    if (room > KEPT_LIMIT)
        room = KEPT_LIMIT;
    struct block *block = block_create(room < size ? size : room);
    scratch->last->next = block;
    scratch->last = block;
}

void *
scratch_alloc(struct scratch *scratch, size_t size)
{
    size = (size + ALIGN - 1) & ~(size_t)(ALIGN - 1);
    if (scratch->last->size - scratch->last->used < size)
        add_block(scratch, size);
    void *memory = scratch->last->data + scratch->last->used;
    scratch->last->used += size;
    return memset(memory, 0, size);
}

char *
scratch_copy_sized(struct scratch *scratch, const char *text, size_t size)
{
    char *copy = scratch_alloc(scratch, size + 1);
    memcpy(copy, text, size);
    return copy;
}

char *
scratch_copy(struct scratch *scratch, const char *text)
{
    return text == NULL ? NULL : scratch_copy_sized(scratch, text, strlen(text));
}

char *
scratch_vprintf(struct scratch *scratch, const char *format, va_list arguments)
{
    va_list again;
    va_copy(again, arguments);
    int size = vsnprintf(NULL, 0, format, again);
    va_end(again);
    if (size < 0)
        return scratch_copy(scratch, "");
    char *text = scratch_alloc(scratch, (size_t)size + 1);
    vsnprintf(text, (size_t)size + 1, format, arguments);
    return text;
}

char *
scratch_printf(struct scratch *scratch, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    char *text = scratch_vprintf(scratch, format, arguments);
    va_end(arguments);
    return text;
}
