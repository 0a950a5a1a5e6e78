/* page_fault.c - what is wrong with a page, where, and what may stand there. */
#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "unit/page.h"

static enum dms_status
place(struct page_check *check)
{
    if (check->page->file != NULL)
        dms_error_at_file(check->error, check->page->file, page_line(check));
    return DMS_INVALID;
}

enum dms_status
page_fault(struct page_check *check, const char *key, const char *name, const char *known)
{
    dms_fail(check->error, DMS_INVALID, key, "name=%s|known=%s", name, known);
    return place(check);
}

static enum dms_status
near(struct page_check *check, const char *key, const char *name, const char *nearest)
{
    struct text sentence = { 0 };
    text_printf(&sentence, "%s_near", key);
    dms_fail(check->error, DMS_INVALID, sentence.data, "name=%s|near=%s", name, nearest);
    text_clear(&sentence);
    return place(check);
}

enum dms_status
page_fault_near(struct page_check *check, const char *key, const char *name,
                const char *const *names)
{
    struct text known = { 0 };
    const char *nearest = name_nearest(name, names);
    if (nearest != NULL)
        return near(check, key, name, nearest);
    text_add(&known, "");
    for (; *names != NULL; names++)
        text_printf(&known, "%s%s", known.size > 0 ? ", " : "", *names);
    enum dms_status st = page_fault(check, key, name, known.data);
    text_clear(&known);
    return st;
}

enum dms_status
page_fault_of(struct page_check *check, const struct dms_error *cause)
{
    dms_error_copy(check->error, cause);
    return place(check);
}
