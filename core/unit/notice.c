/* notice.c - what did not load or goes wrong again and again, and why: for who runs the house. */
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/log.h"
#include "unit/house.h"

#define MOST 200 /* a rule that fails every minute must not fill the memory */

/* The notices that are not PLUGIN's; of those only the last LIMIT. */
static struct dms_json *
others(const struct dms_json *notices, const char *plugin, size_t limit)
{
    struct dms_json *kept = dms_json_create_array();
    size_t count = dms_json_count(notices);
    for (size_t i = count > limit ? count - limit : 0; i < count; i++) {
        const struct dms_json *notice = dms_json_at(notices, i);
        const char *of = dms_json_text_at(notice, "plugin");
        if (plugin == NULL || of == NULL || strcmp(of, plugin) != 0)
            dms_json_take(kept, dms_json_copy(notice));
    }
    return kept;
}

static void
keep_only(struct dms_house *house, const char *plugin, size_t limit)
{
    struct dms_json *kept = others(house->notices, plugin, limit);
    dms_json_destroy(house->notices);
    house->notices = kept;
}

/* NAME: of the subscriber or timer handler that failed; NULL: it is about something else. */
static void
put(struct dms_house *house, const char *plugin, const char *file, const char *name,
    const struct dms_error *reason)
{
    struct dms_json *notice = NULL;
    if (reason != NULL) {
        notice = error_json(reason);
        dms_json_set_text(notice, "plugin", plugin);
        if (file != NULL && dms_json_at_key(notice, "file") == NULL)
            dms_json_set_text(notice, "file", file);
        if (name != NULL)
            dms_json_set_text(notice, "failed", name);
    }
    pthread_mutex_lock(&house->notice_lock);
    if (notice == NULL)
        keep_only(house, plugin, MOST);
    else if (dms_json_count(house->notices) >= MOST)
        keep_only(house, NULL, MOST - 1);
    if (notice != NULL)
        dms_json_take(house->notices, notice);
    pthread_mutex_unlock(&house->notice_lock);
}

void
dms_house_notice(struct dms_house *house, const char *plugin, const char *file,
                 const struct dms_error *reason)
{
    put(house, plugin, file, NULL, reason);
}

void
house_notice(struct dms_house *house, const char *plugin, const char *file,
             const struct dms_error *reason)
{
    put(house, plugin, file, NULL, reason);
}

void
house_notice_failed(struct dms_house *house, const char *plugin, const char *name,
                    const struct dms_error *reason)
{
    put(house, plugin, name, name, reason);
}

void
house_notice_over(struct dms_house *house, const char *name)
{
    struct dms_json *kept = dms_json_create_array();
    pthread_mutex_lock(&house->notice_lock);
    for (size_t i = 0; i < dms_json_count(house->notices); i++) {
        const struct dms_json *notice = dms_json_at(house->notices, i);
        const char *failed = dms_json_text_at(notice, "failed");
        if (failed == NULL || strcmp(failed, name) != 0)
            dms_json_take(kept, dms_json_copy(notice));
    }
    dms_json_destroy(house->notices);
    house->notices = kept;
    pthread_mutex_unlock(&house->notice_lock);
}

/* A notice with its sentence. Nothing of it is shared: the reader may be another thread. */
static struct dms_json *
told(const struct dms_house *house, const char *language, const struct dms_json *notice)
{
    struct dms_error reason = { 0 };
    const char *plugin = dms_json_text_at(notice, "plugin");
    const char *file = dms_json_text_at(notice, "file");
    error_from_json(&reason, notice);
    struct dms_json *json = error_json(&reason);
    dms_json_set_text(json, "plugin", plugin);
    if (file != NULL)
        dms_json_set_text(json, "file", file);
    char *text = messages_error(house->messages, language, &reason);
    dms_json_set_text(json, "text", text);
    free(text);
    return json;
}

struct dms_json *
dms_house_notices(struct dms_house *house, const char *language)
{
    struct dms_json *answer = dms_json_create_array();
    pthread_mutex_lock(&house->notice_lock);
    for (size_t i = 0; i < dms_json_count(house->notices); i++)
        dms_json_take(answer, told(house, language, dms_json_at(house->notices, i)));
    pthread_mutex_unlock(&house->notice_lock);
    return answer;
}
