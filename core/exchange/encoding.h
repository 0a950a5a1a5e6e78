/* encoding.h - which encoding the first bytes of a file are in. */
#ifndef DMS_EXCHANGE_ENCODING_H
#define DMS_EXCHANGE_ENCODING_H

#include <stdbool.h>
#include <stddef.h>

/* iconv's name for it. *BOM: bytes of the mark to skip. WHOLE: there is nothing behind. */
const char *encoding_guess(const char *bytes, size_t size, bool whole, size_t *bom);
/* The same for bytes from the middle of a file that was plain ASCII up to here. */
const char *encoding_of_letters(const char *bytes, size_t size, bool whole);

#endif
