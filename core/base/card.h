/* card.h - copies a card of the contract whose size is the one its author compiled.
 *
 * An older plugin's card is shorter than ours: the rest reads as zero. A newer one is
 * longer: what we do not know is left. That is the whole promise behind .size. */
#ifndef DMS_BASE_CARD_H
#define DMS_BASE_CARD_H

#include <stdint.h>
#include <string.h>

/* No card is larger; a size beyond it is garbage. */
#define CARD_LIMIT 4096U

static inline void
card_copy(void *to, size_t to_size, const void *from, size_t from_size)
{
    memset(to, 0, to_size);
    memcpy(to, from, from_size < to_size ? from_size : to_size);
}

/* The INDEX-th row of a table whose rows are ROW_SIZE bytes apart. */
static inline void
card_copy_row(void *to, size_t to_size, const void *rows, uint32_t row_size,
              uint32_t index)
{
    card_copy(to, to_size, (const char *)rows + (size_t)row_size * index, row_size);
}

#endif
