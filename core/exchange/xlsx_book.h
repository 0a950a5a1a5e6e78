/* xlsx_book.h - what the rest of a workbook says about its first sheet. */
#ifndef DMS_EXCHANGE_XLSX_BOOK_H
#define DMS_EXCHANGE_XLSX_BOOK_H

#include "base/list.h"
#include "base/text.h"
#include "exchange/xlsx_xml.h"

/* Texts that cells share are kept in memory: of a table with a million different names too. */
#define XLSX_STRINGS_LIMIT (64 * 1024 * 1024)

/* How a number is shown: bits. */
enum xlsx_style { XLSX_PLAIN = 0, XLSX_DATE = 1, XLSX_TIME = 2 };

struct xlsx_book {
    char *sheet, *part;      /* the first sheet's name, and the part it is in */
    bool from_1904;          /* dates count from 1904 (workbooks of old Macs) */
    struct text strings;     /* each ended by 0 */
    size_t *starts, string_count, string_room;
    uint8_t *styles;         /* by the number a cell gives: enum xlsx_style */
    size_t style_count;
};

enum dms_status xlsx_book_load(struct xlsx_package *package, struct xlsx_book *book,
                               struct dms_error *error);
void xlsx_book_clear(struct xlsx_book *book);
/* NULL when there is none of that number. */
const char *xlsx_book_string(const struct xlsx_book *book, int64_t number);

enum dms_status xlsx_strings_load(struct xlsx_package *package, const char *part,
                                  struct xlsx_book *book, struct dms_error *error);
enum dms_status xlsx_styles_load(struct xlsx_package *package, const char *part,
                                 struct xlsx_book *book, struct dms_error *error);
/* What a format code like "yyyy-mm-dd hh:mm" shows. */
enum xlsx_style xlsx_style_of(const char *format);

/* TEXT with _x000D_ read as the character it stands for, in place. */
void xlsx_unescape(char *text);
/* The number as people write it: fifteen digits, no exponent; by STYLE a date or a time.
 * FALSE when WRITTEN is no number. */
bool xlsx_number(const char *written, uint8_t style, bool from_1904, char *buffer,
                 size_t size);

#endif
