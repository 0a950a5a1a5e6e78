/* judge_plate.c - number plates, GA 36: civil, new energy, and the special ones. */
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include "verdict.h"

static const char provinces[] =
    "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼";
static const char suffixes[] = "挂学警港澳领超试";
static const char letters[] = "ABCDEFGHJKLMNPQRSTUVWXYZ";
static const char letters_and_digits[] = "ABCDEFGHJKLMNPQRSTUVWXYZ0123456789";
static const char digits[] = "0123456789";
/* D A B C E pure electric, F G H J K not: the extended set in use since 2020. Small cars have
 * gone beyond it (粤AP20000 is on the road), so theirs may be any letter. */
static const char new_energy[] = "ABCDEFGHJK";

#define HAN 3 /* bytes of a Chinese character in UTF-8 */

static bool
starts_with_han(const char *text, const char *set)
{
    char one[HAN + 1] = { 0 };
    if ((unsigned char)text[0] < 0xE0)
        return false;
    memcpy(one, text, strnlen(text, HAN));
    const char *at = strlen(one) == HAN ? strstr(set, one) : NULL;
    return at != NULL && (at - set) % HAN == 0;
}

/* TEXT is exactly COUNT characters of SET. */
static bool
is_run(const char *text, const char *set, size_t count)
{
    return strlen(text) == count && strspn(text, set) == count;
}

static bool
has_suffix(const char *text, const char *set, size_t count)
{
    return strspn(text, set) == count && strlen(text) == count + HAN &&
           starts_with_han(text + count, suffixes);
}

/* After province and office letter. */
static bool
civil(const char *rest)
{
    if (is_run(rest, letters_and_digits, 5) || has_suffix(rest, letters_and_digits, 4))
        return true;
    if (strlen(rest) != 6)
        return false;
    bool small = strchr(letters, rest[0]) != NULL &&
                 strchr(letters_and_digits, rest[1]) != NULL &&
                 is_run(rest + 2, digits, 4);
    bool large = strspn(rest, digits) == 5 && strchr(new_energy, rest[5]) != NULL;
    return small || large;
}

/* Consulates, embassies, armed police. */
static bool
special(const char *plate)
{
    if (strncmp(plate, "WJ", 2) == 0 && starts_with_han(plate + 2, provinces))
        return is_run(plate + 2 + HAN, letters_and_digits, 5);
    if (starts_with_han(plate, "使领"))
        return strchr(letters, plate[HAN]) != NULL && plate[HAN] != '\0' &&
               is_run(plate + HAN + 1, digits, 4);
    if (starts_with_han(plate, provinces))
        return strspn(plate + HAN, digits) == 5 && strcmp(plate + HAN + 5, "领") == 0;
    return strspn(plate, digits) == 6 && strcmp(plate + 6, "使") == 0;
}

/* The dot of the tin, blanks and dashes are no part of the number. */
static void
drop_marks(char *plate)
{
    static const char *const marks[] = { "·", "•", ".", " ", "-" };
    char *to = plate;
    while (*plate != '\0') {
        size_t size = 0;
        for (size_t i = 0; size == 0 && i < sizeof(marks) / sizeof(marks[0]); i++)
            if (strncmp(plate, marks[i], strlen(marks[i])) == 0)
                size = strlen(marks[i]);
        if (size == 0)
            *to++ = *plate;
        plate += size > 0 ? size : 1;
    }
    *to = '\0';
}

void
crm_judge_plate(const char *value, struct crm_finding *finding)
{
    crm_normal_upper(value, finding);
    drop_marks(finding->normal);
    const char *plate = finding->normal;
    if (special(plate))
        return;
    if (!starts_with_han(plate, provinces))
        crm_find(finding, CRM_REFUSED, "crm.plate_province");
    else if (plate[HAN] == '\0' || strchr(letters, plate[HAN]) == NULL)
        crm_find(finding, CRM_REFUSED, "crm.plate_office");
    else if (!civil(plate + HAN + 1))
        crm_find(finding, CRM_REFUSED, "crm.plate_form");
}
