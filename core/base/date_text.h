/* date_text.h - pieces of written dates that dates and times share. */
#ifndef DMS_BASE_DATE_TEXT_H
#define DMS_BASE_DATE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* FEWEST to MOST digits at *CURSOR, which moves behind them. */
bool number_read(const char **cursor, size_t fewest, size_t most, int64_t *value);
/* A date that exists at *CURSOR, which moves behind it. */
bool date_read(const char **cursor, int64_t *days);

#endif
