/* mask.c - what is left of a personal value for those who may not see it.
 *
 * How much stays is the trade's custom: enough to recognise what one holds in the hand,
 * not enough to find the person. A value too short for its kind is covered whole. */
#include <stdlib.h>
#include <string.h>

#include "access/access.h"
#include "base/text.h"

#define COVERED "****"

/* Written with two characters, all others of the common ones with one. */
static const char *const double_surnames[] = {
    "欧阳", "司马", "上官", "诸葛", "东方", "皇甫", "尉迟", "公孙", "慕容", "长孙",
    "宇文", "司徒", "司空", "令狐", "夏侯", "轩辕", "南宫", "西门", "东郭", "百里",
    "呼延", "端木", "独孤", "完颜", "申屠", "太史", "闻人", "淳于", "单于", "公冶",
    "钟离", "万俟", "濮阳", "赫连", "澹台", "宗政", "太叔", "仲孙", "鲜于", "闾丘",
    "司寇", "子车", "颛孙", "巫马", "公西", "漆雕", "乐正", "壤驷", "公良", "拓跋",
    "夹谷", "宰父", "谷梁", "段干", "东门", "南门", "羊舌", "微生", "梁丘", "左丘",
    "第五", "歐陽", "司馬", "諸葛", "東方", "尉遲", "公孫", "長孫", NULL,
};

/* The byte at which character number COUNT begins. */
static size_t
bytes_of(const char *text, size_t count)
{
    const char *at = text;
    while (count-- > 0)
        utf8_next(&at);
    return (size_t)(at - text);
}

static const char *
finish(struct text *text, struct scratch *scratch)
{
    const char *masked = scratch_copy_sized(scratch, text->data, text->size);
    text_clear(text);
    return masked;
}

static void
add_stars(struct text *text, size_t count)
{
    while (count-- > 0)
        text_add_char(text, '*');
}

/* Keeps the first FRONT and the last BACK characters; STARS 0: one for each covered. */
static const char *
keep_ends(const char *value, size_t front, size_t back, size_t stars,
          struct scratch *scratch)
{
    struct text text = { 0 };
    size_t length = utf8_length(value);
    if (length < front + back + 3)
        return COVERED;
    text_add_sized(&text, value, bytes_of(value, front));
    add_stars(&text, stars > 0 ? stars : length - front - back);
    text_add(&text, value + bytes_of(value, length - back));
    return finish(&text, scratch);
}

static bool
only(const char *value, const char *allowed)
{
    return strspn(value, allowed) == strlen(value);
}

/* 010 and 02x are the big cities; every other area code has four digits. */
static size_t
area_size(const char *value)
{
    return value[1] == '1' || value[1] == '2' ? 3 : 4;
}

static const char *
mask_phone(const char *value, struct scratch *scratch)
{
    size_t size = strlen(value), front = 3, back = 4;
    if (!only(value, "+0123456789- "))
        return COVERED;
    if (value[0] == '0' && size > 7 && value[1] != '0') {
        front = area_size(value);
        front += value[front] == '-';
        back = 2;
    } else if (value[0] == '+') {
        front = strncmp(value, "+86", 3) == 0 ? 6 + (value[3] == ' ') : 4;
    } else if (size < 11) {
        front = 0;
        back = 2;
    }
    return keep_ends(value, front, back, 0, scratch);
}

static bool
has_double_surname(const char *value)
{
    for (size_t i = 0; double_surnames[i] != NULL; i++)
        if (strncmp(value, double_surnames[i], strlen(double_surnames[i])) == 0)
            return utf8_length(value) > 2;
    return false;
}

static const char *
mask_name(const char *value, struct scratch *scratch)
{
    struct text text = { 0 };
    size_t length = utf8_length(value), kept = has_double_surname(value) ? 2 : 1;
    if (length < 2)
        return "*";
    text_add_sized(&text, value, bytes_of(value, kept));
    add_stars(&text, length - kept);
    return finish(&text, scratch);
}

/* Three stars whatever the length, which is a hint as well. */
static const char *
mask_email(const char *value, struct scratch *scratch)
{
    const char *at = strrchr(value, '@');
    if (at == NULL || at == value)
        return COVERED;
    return scratch_printf(scratch, "%.*s***%s", (int)bytes_of(value, 1), value, at);
}

/* The district stays, the door does not: at least eight characters and half are covered. */
static const char *
mask_address(const char *value, struct scratch *scratch)
{
    struct text text = { 0 };
    size_t length = utf8_length(value);
    size_t covered = length / 2 + 1 > 8 ? length / 2 + 1 : 8;
    if (length <= covered)
        return COVERED;
    text_add_sized(&text, value, bytes_of(value, length - covered));
    add_stars(&text, covered);
    return finish(&text, scratch);
}

/* Groups stay where they are: "1101 **** **** **** 3256". */
static const char *
mask_bank(const char *value, struct scratch *scratch)
{
    struct text text = { 0 };
    size_t digits = 0, seen = 0;
    if (!only(value, "0123456789 -"))
        return COVERED;
    for (const char *at = value; *at != '\0'; at++)
        digits += *at >= '0' && *at <= '9';
    if (digits < 12)
        return COVERED;
    for (const char *at = value; *at != '\0'; at++) {
        bool digit = *at >= '0' && *at <= '9';
        seen += digit;
        text_add_char(&text, digit && seen > 4 && seen <= digits - 4 ? '*' : *at);
    }
    return finish(&text, scratch);
}

/* The same ten stars for fifteen and eighteen places: the length is a hint as well. */
static const char *
mask_id_card(const char *value, struct scratch *scratch)
{
    return keep_ends(value, 3, 4, 10, scratch);
}

static const char *
mask_plate(const char *value, struct scratch *scratch)
{
    return keep_ends(value, 3, 1, 0, scratch);
}

static const char *
mask_vin(const char *value, struct scratch *scratch)
{
    return keep_ends(value, 3, 4, 0, scratch);
}

const char *const mask_names[] = { "phone", "id_card", "name",    "plate", "vin",
                                   "email", "bank",    "address", "all",   NULL };

bool
mask_known(const char *mask)
{
    for (const char *const *name = mask_names; *name != NULL; name++)
        if (strcmp(*name, mask) == 0)
            return true;
    return false;
}

const char *
mask_text(const char *mask, const char *text, struct scratch *scratch)
{
    static const struct {
        const char *name;
        const char *(*cover)(const char *value, struct scratch *scratch);
    } masks[] = { { "phone", mask_phone }, { "id_card", mask_id_card },
                  { "name", mask_name },   { "plate", mask_plate },
                  { "vin", mask_vin },     { "email", mask_email },
                  { "bank", mask_bank },   { "address", mask_address } };
    for (size_t i = 0; mask != NULL && i < sizeof(masks) / sizeof(masks[0]); i++)
        if (strcmp(masks[i].name, mask) == 0)
            return masks[i].cover(text, scratch);
    return COVERED;
}
