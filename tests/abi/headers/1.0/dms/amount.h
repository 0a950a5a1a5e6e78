/* amount.h - money, quantities, dates and times as people write them and as we keep them.
 *
 * Money is int64 fen. Quantities and hours are int64 thousandths. Rates are basis points.
 * A date is int64 days since 1970-01-01; a time is int64 milliseconds since then, UTC.
 * The dealer's clock is the house's zone (setting "utc_offset", minutes; China: 480).
 * Since 1.0. */
#ifndef DMS_AMOUNT_H
#define DMS_AMOUNT_H

#include <stdbool.h>

#include "dms/error.h"

#define DMS_MINUTE INT64_C(60000)
#define DMS_HOUR INT64_C(3600000)
#define DMS_DAY INT64_C(86400000)

DMS_EXTERN_C_BEGIN

/* "129800", "129,800.5", "¥129800.50", "-3" to fen; "12.98万" too. INVALID with the value
 * when it is no amount, has more than two decimals (after 万: would not be whole fen) or
 * does not fit. */
DMS_API enum dms_status dms_money_load(const char *text, int64_t *fen, struct dms_error *error);
/* "129800.50". Writes at most SIZE bytes with the ending 0 and returns BUFFER; 24 is enough. */
DMS_API char *dms_money_print(int64_t fen, char *buffer, size_t size);
/* FEN × RATE / 10000, rounded half away from zero; saturates instead of overflowing. */
DMS_API int64_t dms_money_share(int64_t fen, int64_t basis_points);

/* "1.5" to 1500; at most three decimals. */
DMS_API enum dms_status dms_decimal_load(const char *text, int64_t *thousandths,
                                         struct dms_error *error);
/* "1.5", "2": no trailing zeros. 24 bytes are enough. */
DMS_API char *dms_decimal_print(int64_t thousandths, char *buffer, size_t size);

/* "2026-11-24", "2026/1/2", "2026年1月2日", "20260102". Refuses days that do not exist. */
DMS_API enum dms_status dms_date_load(const char *text, int64_t *days, struct dms_error *error);
DMS_API char *dms_date_print(int64_t days, char *buffer, size_t size); /* 16 is enough */
DMS_API int64_t dms_date_make(int64_t year, int64_t month, int64_t day);
DMS_API void dms_date_split(int64_t days, int64_t *year, int64_t *month, int64_t *day);
DMS_API int64_t dms_date_weekday(int64_t days); /* 1 Monday … 7 Sunday */

/* ISO 8601 with or without zone ("2026-11-24T09:30:00+08:00", "2024-01-15T10:20:30.000Z",
 * "2026-11-24 9:30", a bare date). Without zone: at OFFSET minutes east of UTC. */
DMS_API enum dms_status dms_time_load(const char *text, int64_t offset, int64_t *ms,
                                      struct dms_error *error);
/* "2026-11-24T09:30:00+08:00", with ".123" only when there are milliseconds. 40 is enough. */
DMS_API char *dms_time_print(int64_t ms, int64_t offset, char *buffer, size_t size);
/* The date on the wall at OFFSET. */
DMS_API int64_t dms_time_date(int64_t ms, int64_t offset);

DMS_EXTERN_C_END

#endif
