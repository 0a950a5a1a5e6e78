/* work_config.c - the configuration of an open house: judged, shown, read again. */
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "cli/cli_inside.h"
#include "door/door.h"
#include "unit/house.h"

static enum dms_status
need_admin(struct dms_unit *unit, void *context, struct dms_json **answer,
           struct dms_error *error)
{
    (void)context, (void)answer;
    return door_need_admin(unit, error);
}

enum dms_status
cli_need_admin(struct dms_house *house, const struct dms_request *request,
               struct dms_error *error)
{
    struct dms_json *answer = NULL;
    return dms_house_read(house, request, need_admin, NULL, &answer, error);
}

struct dms_json *
cli_errors_json(struct dms_house *house, const char *language, struct list *errors)
{
    struct dms_json *rows = dms_json_create_array();
    for (size_t i = 0; i < errors->count; i++) {
        struct dms_json *row = error_json(errors->items[i]);
        char *text = dms_house_error_text(house, language, errors->items[i]);
        dms_json_set_text(row, "text", text);
        free(text);
        dms_json_take(rows, row);
    }
    list_clear(errors, free);
    return rows;
}

static struct dms_json *
check(struct dms_house *house, const struct dms_request *request,
      const struct dms_json *message)
{
    const struct dms_json *names = dms_json_at_key(message, "files");
    struct list files = { 0 }, faults = { 0 };
    for (size_t i = 0; i < dms_json_count(names); i++)
        list_add(&files, (void *)(uintptr_t)dms_json_text(dms_json_at(names, i)));
    config_check(house->config, &files, &faults);
    struct dms_json *answer = dms_json_create_object();
    dms_json_set_boolean(answer, "sound", faults.count == 0);
    dms_json_take_key(answer, "faults",
                      cli_errors_json(house, request->language, &faults));
    list_clear(&files, NULL);
    return answer;
}

enum dms_status
cli_work_config(struct dms_house *house, const struct dms_request *request,
                const struct dms_json *message, struct dms_json **answer,
                struct dms_error *error)
{
    const char *what = dms_json_text_at(message, "what");
    enum dms_status st = cli_need_admin(house, request, error);
    if (st != DMS_OK)
        return st;
    if (what != NULL && strcmp(what, "check") == 0) {
        *answer = check(house, request, message);
    } else if (what != NULL && strcmp(what, "reload") == 0) {
        st = dms_house_reload_config(house, error);
        *answer = dms_json_create_object();
    } else {
        *answer = dms_json_create_object();
        dms_json_take_key(*answer, "values",
                          config_show(house->config, request->language));
    }
    return st;
}
