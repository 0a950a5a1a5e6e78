/* xlsx_number.c - numbers of a workbook as people would have written them. */
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "dms/amount.h"
#include "exchange/xlsx_book.h"

#define DIGITS      15      /* Excel keeps and shows no more */
#define LAST_DAY    2958465 /* 9999-12-31 */
#define DAY_SECONDS 86400

void
xlsx_unescape(char *text)
{
    char *to = text;
    for (char *from = text; *from != '\0';) {
        unsigned code = 0;
        int used = 0;
        bool escaped = from[0] == '_' && from[1] == 'x' &&
                       sscanf(from, "_x%4x_%n", &code, &used) == 1 && used == 7;
        if (!escaped || code == 0 || code >= 0x80) {
            *to++ = *from++;
            continue;
        }
        *to++ = (char)code;
        from += used;
    }
    *to = '\0';
}

/* 1.38001380E+10 to 13800138000, 0.30000000000000004 to 0.3. */
static void
print_plain(double number, struct text *text)
{
    char digits[40];
    snprintf(digits, sizeof(digits), "%.*e", DIGITS - 1, fabs(number));
    int power = atoi(strchr(digits, 'e') + 1), count = DIGITS;
    memmove(digits + 1, digits + 2, DIGITS - 1); /* over the dot */
    while (count > 1 && digits[count - 1] == '0')
        count--;
    text_add(text, number < 0 ? "-" : "");
    if (power < 0)
        text_add(text, "0.");
    for (int i = power; i < -1; i++)
        text_add_char(text, '0');
    for (int i = 0; i < count || i <= power; i++) {
        text_add_char(text, i < count ? digits[i] : '0');
        if (i == power && i + 1 < count)
            text_add_char(text, '.');
    }
}

/* Days since 1970-01-01. Serial 60 is a 29 February 1900 that never was. */
static int64_t
day_of(int64_t serial, bool from_1904)
{
    if (from_1904)
        return serial + dms_date_make(1904, 1, 1);
    return serial + dms_date_make(1899, 12, 30) + (serial < 60);
}

static bool
print_date(double serial, uint8_t style, bool from_1904, char *buffer, size_t size)
{
    char date[16];
    if (serial < 0 || serial >= LAST_DAY + 1)
        return false;
    int64_t seconds = llround(serial * DAY_SECONDS), day = seconds / DAY_SECONDS;
    seconds %= DAY_SECONDS;
    dms_date_print(day_of(day, from_1904), date, sizeof(date));
    bool clock_only = style == XLSX_TIME && day == 0;
    bool day_only = seconds == 0 && !clock_only;
    snprintf(buffer, size, "%s%s", clock_only ? "" : date,
             day_only || clock_only ? "" : " ");
    if (!day_only)
        snprintf(buffer + strlen(buffer), size - strlen(buffer),
                 "%02" PRId64 ":%02" PRId64 ":%02" PRId64, seconds / 3600,
                 seconds / 60 % 60, seconds % 60);
    return true;
}

bool
xlsx_number(const char *written, uint8_t style, bool from_1904, char *buffer, size_t size)
{
    char *end = NULL;
    struct text plain = { 0 };
    double number = strtod(written, &end);
    if (end == written || end[strspn(end, " \t\r\n")] != '\0' || !isfinite(number))
        return false;
    if (style != XLSX_PLAIN && print_date(number, style, from_1904, buffer, size))
        return true;
    print_plain(number, &plain);
    snprintf(buffer, size, "%s", plain.data);
    text_clear(&plain);
    return true;
}
