/* check.c - dms plugin check: every examination of one library, told one by one. */
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/messages.h"
#include "plugin/item.h"
#include "plugin/plugin.h"

struct examination {
    struct plugin_item item;
    struct scratch *memory;
    struct messages *messages;
    const char *dir, *name; /* of the library, as it was given */
};

static enum dms_status
examine_manifest(struct examination *examination, struct dms_error *error)
{
    return plugin_manifest_load(&examination->item, examination->dir, examination->memory,
                                error);
}

static enum dms_status
examine_place(struct examination *examination, struct dms_error *error)
{
    const char *expected = strrchr(examination->item.file, '/') + 1;
    if (strcmp(expected, examination->name) == 0)
        return plugin_file_place(&examination->item, error);
    dms_fail(error, DMS_INVALID, "plugin.other_library", "name=%s|expected=%s",
             examination->name, expected);
    dms_error_at_file(error, examination->dir, 0);
    return DMS_INVALID;
}

static enum dms_status
examine_rights(struct examination *examination, struct dms_error *error)
{
    return plugin_file_rights(&examination->item, error);
}

static enum dms_status
examine_format(struct examination *examination, struct dms_error *error)
{
    return plugin_file_format(&examination->item, error);
}

static enum dms_status
examine_digest(struct examination *examination, struct dms_error *error)
{
    return plugin_file_digest(&examination->item, error);
}

static enum dms_status
examine_card(struct examination *examination, struct dms_error *error)
{
    struct plugin_item *item = &examination->item;
    plugin_probe(NULL, &item, 1, NULL);
    error_copy(error, &item->reason);
    return dms_error_status(error);
}

static const struct {
    const char *name;
    enum dms_status (*run)(struct examination *examination, struct dms_error *error);
} examinations[] = {
    { "manifest", examine_manifest }, { "place", examine_place },
    { "rights", examine_rights },     { "format", examine_format },
    { "digest", examine_digest },     { "card", examine_card },
};

static void
set_sentence(struct examination *examination, struct dms_json *row, const char *language,
             const char *key, const struct dms_error *error)
{
    bool failed = dms_error_status(error) != DMS_OK;
    char *text = failed ? messages_error(examination->messages, language, error)
                        : messages_text(examination->messages, language, key, NULL);
    dms_json_set_text(row, language, text);
    free(text);
}

/* {"check","ok","zh","en","reason"?}. */
static enum dms_status
run_one(struct examination *examination, size_t at, struct dms_json *rows)
{
    static const char *const passed[] = { "plugin.check_manifest", "plugin.check_place",
                                          "plugin.check_rights",   "plugin.check_format",
                                          "plugin.check_digest",   "plugin.check_card" };
    struct dms_error error = { 0 };
    struct dms_json *row = dms_json_create_object();
    enum dms_status st = examinations[at].run(examination, &error);
    dms_json_set_text(row, "check", examinations[at].name);
    dms_json_set_boolean(row, "ok", st == DMS_OK);
    set_sentence(examination, row, "zh", passed[at], &error);
    set_sentence(examination, row, "en", passed[at], &error);
    if (st != DMS_OK)
        dms_json_take_key(row, "reason", error_json(&error));
    dms_json_take(rows, row);
    return st;
}

/* The rest would only repeat the first fault: nothing is run of what is not sound so far. */
static struct dms_json *
run_all(struct examination *examination, const char *file)
{
    struct dms_json *report = dms_json_create_object(), *rows = dms_json_create_array();
    enum dms_status st = DMS_OK;
    for (size_t i = 0; i < sizeof(examinations) / sizeof(examinations[0]) && st == DMS_OK;
         i++)
        st = run_one(examination, i, rows);
    dms_json_set_text(report, "file", file);
    dms_json_set_text(report, "dir", examination->item.dir);
    dms_json_set_text(report, "plugin", examination->item.id);
    dms_json_set_text(report, "version", examination->item.version);
    dms_json_set_boolean(report, "sound", st == DMS_OK);
    dms_json_take_key(report, "checks", rows);
    return report;
}

/* FOLDER, or the library in it. */
static void
find_library(struct examination *examination, const char *file)
{
    struct stat info;
    char *real = realpath(file, NULL);
    const char *path = scratch_copy(examination->memory, real != NULL ? real : file);
    bool folder = stat(path, &info) == 0 && S_ISDIR(info.st_mode);
    const char *slash = strrchr(path, '/');
    const char *name = slash != NULL ? slash + 1 : path;
    free(real);
    if (folder) {
        examination->dir = path;
        examination->name = scratch_printf(examination->memory, "%s.so", name);
        return;
    }
    /* As it was given: where a link leads to is for the examination to tell. */
    slash = strrchr(file, '/');
    examination->name = slash == NULL ? file : slash + 1;
    examination->dir = slash == NULL   ? "."
                       : slash == file ? "/"
                                       : scratch_printf(examination->memory, "%.*s",
                                                        (int)(slash - file), file);
}

enum dms_status
plugin_check(const char *file, struct dms_json **report, struct dms_error *error)
{
    struct examination examination = { .memory = scratch_create() };
    enum dms_status st = DMS_OK;
    examination.messages = messages_create();
    find_library(&examination, file);
    size_t length = strlen(examination.name);
    if (length < 4 || strcmp(examination.name + length - 3, ".so") != 0) {
        st = dms_fail(error, DMS_INVALID, "plugin.check_what", "file=%s", file);
        dms_error_at_file(error, file, 0);
    } else {
        *report = run_all(&examination, file);
    }
    messages_destroy(examination.messages);
    scratch_destroy(examination.memory);
    return st;
}
