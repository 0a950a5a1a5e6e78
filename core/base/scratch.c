/* scratch.c - blocks in a chain; a piece is cut off the first one and never given back.
 *
 * Pieces too big for a block get a block of their own behind the first, so that the rest
 * of the first is still used. */
#include "base/scratch.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/list.h"

#define BLOCK_SIZE ((size_t)64 * 1024)
#define BIG_PIECE  (BLOCK_SIZE / 4)
#define ALIGNMENT  ((size_t)16)

struct block {
    struct block *next;
    size_t size; /* of the bytes behind this head */
} __attribute__((aligned(16)));

struct scratch {
    char *at, *end; /* what is left of the first block */
    struct block *blocks;
};

struct scratch *
scratch_create(void)
{
    return memory_get(sizeof(struct scratch));
}

static void
free_blocks(struct block *block)
{
    while (block != NULL) {
        struct block *next = block->next;
        free(block);
        block = next;
    }
}

void
scratch_destroy(struct scratch *scratch)
{
    if (scratch == NULL)
        return;
    free_blocks(scratch->blocks);
    free(scratch);
}

static void
use_block(struct scratch *scratch, struct block *block)
{
    scratch->blocks = block;
    scratch->at = (char *)(block + 1);
    scratch->end = scratch->at + block->size;
}

void
scratch_reset(struct scratch *scratch)
{
    struct block *kept = scratch->blocks;
    if (kept == NULL)
        return;
    free_blocks(kept->next);
    kept->next = NULL;
    if (kept->size <= BLOCK_SIZE) {
        use_block(scratch, kept);
        return;
    }
    free(kept);
    *scratch = (struct scratch){ 0 };
}

static struct block *
get_block(size_t size)
{
    struct block *block = memory_grow(NULL, sizeof *block + size);
    block->next = NULL;
    block->size = size;
    return block;
}

/* The slow way: SIZE is aligned and does not fit the rest of the first block. */
static void *
take_from_new_block(struct scratch *scratch, size_t size)
{
    struct block *block;
    if (size > BIG_PIECE) {
        block = get_block(size);
        if (scratch->blocks == NULL) {
            scratch->blocks = block;
            scratch->at = scratch->end = (char *)(block + 1) + size;
        } else {
            block->next = scratch->blocks->next;
            scratch->blocks->next = block;
        }
        return block + 1;
    }
    block = get_block(BLOCK_SIZE - sizeof *block);
    block->next = scratch->blocks;
    use_block(scratch, block);
    scratch->at += size;
    return block + 1;
}

static inline void *
take(struct scratch *scratch, size_t size)
{
    if (size > SIZE_MAX / 2)
        memory_end();
    size = (size + ALIGNMENT - 1) & ~(ALIGNMENT - 1);
    if (size > (size_t)(scratch->end - scratch->at))
        return take_from_new_block(scratch, size);
    void *piece = scratch->at;
    scratch->at += size;
    return piece;
}

void *
scratch_alloc(struct scratch *scratch, size_t size)
{
    return memset(take(scratch, size > 0 ? size : 1), 0, size);
}

char *
scratch_copy(struct scratch *scratch, const char *text)
{
    return text == NULL ? NULL : scratch_copy_sized(scratch, text, strlen(text));
}

char *
scratch_copy_sized(struct scratch *scratch, const char *text, size_t size)
{
    if (size > SIZE_MAX / 2)
        memory_end();
    char *copy = take(scratch, size + 1);
    if (size > 0)
        memcpy(copy, text, size);
    copy[size] = '\0';
    return copy;
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

char *
scratch_vprintf(struct scratch *scratch, const char *format, va_list arguments)
{
    char piece[256];
    va_list again;
    va_copy(again, arguments);
    int length = vsnprintf(piece, sizeof piece, format, arguments);
    size_t size = length > 0 ? (size_t)length : 0;
    char *text;
    if (size < sizeof piece) {
        text = scratch_copy_sized(scratch, piece, size);
    } else {
        text = take(scratch, size + 1);
        vsnprintf(text, size + 1, format, again);
    }
    va_end(again);
    return text;
}
