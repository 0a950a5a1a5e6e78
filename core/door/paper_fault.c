/* paper_fault.c - what is wrong with a template, where, and what may stand there. */
#include <string.h>

#include "base/error.h"
#include "door/paper.h"

static enum dms_status
place(const struct paper *paper, int64_t line, struct dms_error *error)
{
    dms_error_at_file(error, paper->file, line);
    return DMS_INVALID;
}

enum dms_status
paper_fault(const struct paper *paper, int64_t line, const char *key, const char *name,
            const char *known, struct dms_error *error)
{
    dms_fail(error, DMS_INVALID, key, "name=%s|known=%s", name, known);
    return place(paper, line, error);
}

enum dms_status
paper_fault_near(const struct paper *paper, int64_t line, const char *key,
                 const char *name, const char *const *names, struct dms_error *error)
{
    struct text text = { 0 };
    const char *nearest = name_nearest(name, names);
    if (nearest != NULL) {
        text_printf(&text, "%s_near", key);
        dms_fail(error, DMS_INVALID, text.data, "name=%s|near=%s", name, nearest);
    } else {
        text_add(&text, "");
        for (; *names != NULL; names++)
            text_printf(&text, "%s%s", text.size > 0 ? ", " : "", *names);
        dms_fail(error, DMS_INVALID, key, "name=%s|known=%s", name, text.data);
    }
    text_clear(&text);
    return place(paper, line, error);
}

enum dms_status
paper_fault_of(const struct paper *paper, int64_t line, const struct dms_error *cause,
               struct dms_error *error)
{
    dms_error_copy(error, cause);
    return place(paper, line, error);
}

int64_t
paper_line(const struct paper *paper, const char *word)
{
    const char *found = strstr(paper->text, word);
    int64_t line = 1;
    for (const char *at = paper->text; found != NULL && at < found; at++)
        line += *at == '\n';
    return line;
}
