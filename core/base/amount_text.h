/* amount_text.h - pieces of written numbers that money and decimals share. */
#ifndef DMS_BASE_AMOUNT_TEXT_H
#define DMS_BASE_AMOUNT_TEXT_H

#include <stdbool.h>
#include <stdint.h>

#include "dms/error.h"

/* Reads an unsigned decimal number at *CURSOR as a whole number of 10^-PLACES and moves on.
 * False when there is none, it has more places that count, or it does not fit. */
bool scaled_read(const char **cursor, int places, uint64_t *value);
bool signed_value(bool negative, uint64_t size, int64_t *value);
const char *skip_blanks(const char *at);
/* Refuses TEXT with KEY, or tells that its digits are full-width. */
enum dms_status no_amount(const char *key, const char *text, struct dms_error *error);

#endif
