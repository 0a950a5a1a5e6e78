/* page_words.c - members of a page that speak of nothing but themselves: words, numbers, kinds. */
#include <string.h>

#include "base/messages.h"
#include "base/text.h"
#include "unit/page.h"

#define WORD_LIMIT 63

static const char *const kind_names[] = { "my_day",    "list",     "form",
                                          "board",     "calendar", "day_board",
                                          "dashboard", "timeline", "element",
                                          NULL };

unsigned
page_kind_of(const char *name)
{
    for (unsigned i = 0; name != NULL && kind_names[i] != NULL; i++)
        if (strcmp(kind_names[i], name) == 0)
            return 1U << i;
    return 0;
}

enum dms_status
page_read_words(struct page_check *check, const struct dms_json *value)
{
    const char *key = dms_json_text(value);
    if (key == NULL)
        return page_fault(check, "page.wants", "", "@page.type.words");
    return messages_at(check->messages, "zh", key) != NULL
               ? DMS_OK
               : page_fault(check, "page.no_words", key, "");
}

enum dms_status
page_read_word(struct page_check *check, const struct dms_json *value)
{
    const char *word = dms_json_text(value);
    return word != NULL && name_valid(word, WORD_LIMIT)
               ? DMS_OK
               : page_fault(check, "page.wants", word != NULL ? word : "",
                            "@page.type.word");
}

/* "crm.leads" */
enum dms_status
page_read_name(struct page_check *check, const struct dms_json *value)
{
    const char *name = dms_json_text(value);
    const char *dot = name != NULL ? strchr(name, '.') : NULL;
    bool sound = dot != NULL && dot != name && dot[1] != '\0' && name[0] != '.' &&
                 strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789_.") == strlen(name);
    return sound ? DMS_OK
                 : page_fault(check, "page.wants", name != NULL ? name : "",
                              "@page.type.name");
}

/* "warranty-clock": a custom element; which there are, and are on, its reader finds out. */
enum dms_status
page_read_tag(struct page_check *check, const struct dms_json *value)
{
    const char *name = dms_json_text(value);
    bool sound = name != NULL && strchr(name, '-') > name && strlen(name) <= WORD_LIMIT &&
                 strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-") == strlen(name);
    return sound ? DMS_OK
                 : page_fault(check, "page.wants", name != NULL ? name : "",
                              "@page.type.tag");
}

enum dms_status
page_read_number(struct page_check *check, const struct dms_json *value)
{
    return dms_json_kind(value) == DMS_JSON_INTEGER
               ? DMS_OK
               : page_fault(check, "page.wants", "", "@page.type.number");
}

enum dms_status
page_read_flag(struct page_check *check, const struct dms_json *value)
{
    return dms_json_kind(value) == DMS_JSON_BOOLEAN
               ? DMS_OK
               : page_fault(check, "page.wants", "", "true, false");
}

enum dms_status
page_read_kind(struct page_check *check, const struct dms_json *value)
{
    const char *name = dms_json_text(value);
    return page_kind_of(name) != 0
               ? DMS_OK
               : page_fault_near(check, "page.unknown_word", name != NULL ? name : "",
                                 kind_names);
}

/* [8, 18]: whole hours of a day. */
enum dms_status
page_read_hours(struct page_check *check, const struct dms_json *value)
{
    int64_t from = dms_json_integer(dms_json_at(value, 0));
    int64_t to = dms_json_integer(dms_json_at(value, 1));
    bool sound = dms_json_kind(value) == DMS_JSON_ARRAY && dms_json_count(value) == 2 &&
                 from >= 0 && from < to && to <= 24;
    return sound ? DMS_OK : page_fault(check, "page.wants", "", "[8, 18]");
}

/* Whose timeline it is. */
enum dms_status
page_read_subject(struct page_check *check, const struct dms_json *value)
{
    static const char *const known[] = { "customer", "vin", NULL };
    const char *name = dms_json_text(value);
    for (size_t i = 0; name != NULL && known[i] != NULL; i++)
        if (strcmp(known[i], name) == 0)
            return DMS_OK;
    return page_fault_near(check, "page.unknown_word", name != NULL ? name : "", known);
}
