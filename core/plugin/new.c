/* new.c - dms plugin new NAME: a plugin outside our tree that builds, loads and tests green. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/place.h"
#include "base/text.h"
#include "plugin/item.h"
#include "plugin/plugin.h"

#define ID_LIMIT  32
#define NAME_GAP  "@NAME@"
#define GUARD_GAP "@GUARD@"

/* Made from template/ at build time; see generated.cmake. */
extern const unsigned char template_CMakeLists_txt[], template_README_md[],
    template_due_c[], template_en_json[], template_form_json[], template_header_h[],
    template_list_json[], template_plugin_c[], template_plugin_json[],
    template_process_lua[], template_reminder_c[], template_test_c[], template_zh_json[];
extern const size_t template_CMakeLists_txt_size, template_README_md_size,
    template_due_c_size, template_en_json_size, template_form_json_size,
    template_header_h_size, template_list_json_size, template_plugin_c_size,
    template_plugin_json_size, template_process_lua_size, template_reminder_c_size,
    template_test_c_size, template_zh_json_size;

static const struct {
    const unsigned char *text; /* not ended by 0 */
    const size_t *size;
    const char *path;
} templates[] = {
    { template_CMakeLists_txt, &template_CMakeLists_txt_size, "CMakeLists.txt" },
    { template_README_md, &template_README_md_size, "README.md" },
    { template_due_c, &template_due_c_size, "due.c" },
    { template_en_json, &template_en_json_size, "i18n/en.json" },
    { template_form_json, &template_form_json_size, "pages/reminder.json" },
    { template_header_h, &template_header_h_size, NAME_GAP ".h" },
    { template_list_json, &template_list_json_size, "pages/reminders.json" },
    { template_plugin_c, &template_plugin_c_size, "plugin.c" },
    { template_plugin_json, &template_plugin_json_size, "plugin.json" },
    { template_process_lua, &template_process_lua_size, "process.lua" },
    { template_reminder_c, &template_reminder_c_size, "reminder.c" },
    { template_test_c, &template_test_c_size, "tests/" NAME_GAP "_test.c" },
    { template_zh_json, &template_zh_json_size, "i18n/zh.json" },
};

/* TEXT with the gaps filled; yours to free(). */
static char *
fill(const char *text, size_t size, const char *name)
{
    struct text filled = { 0 };
    const char *end = text + size;
    while (text < end) {
        size_t left = (size_t)(end - text);
        if (left >= strlen(NAME_GAP) && memcmp(text, NAME_GAP, strlen(NAME_GAP)) == 0) {
            text_add(&filled, name);
            text += strlen(NAME_GAP);
        } else if (left >= strlen(GUARD_GAP) &&
                   memcmp(text, GUARD_GAP, strlen(GUARD_GAP)) == 0) {
            for (const char *c = name; *c != '\0'; c++)
                text_add_char(&filled,
                              *c >= 'a' && *c <= 'z' ? (char)(*c - 'a' + 'A') : *c);
            text += strlen(GUARD_GAP);
        } else {
            text_add_char(&filled, *text++);
        }
    }
    return text_take(&filled);
}

static enum dms_status
failed(const char *path, struct dms_error *error)
{
    dms_fail(error, DMS_INVALID,
             errno == EEXIST ? "plugin.new_exists" : "plugin.new_failed", "reason=%s",
             strerror(errno));
    dms_error_at_file(error, path, 0);
    return DMS_INVALID;
}

static enum dms_status
write_file(const char *path, const char *text, struct dms_error *error)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
    if (fd < 0)
        return failed(path, error);
    ssize_t written = write(fd, text, strlen(text));
    enum dms_status st = written == (ssize_t)strlen(text) ? DMS_OK : failed(path, error);
    close(fd);
    return st;
}

static enum dms_status
write_template(const char *folder, size_t at, const char *name, struct dms_error *error)
{
    char *path = NULL;
    char *place = fill(templates[at].path, strlen(templates[at].path), name);
    char *text = fill((const char *)templates[at].text, *templates[at].size, name);
    if (asprintf(&path, "%s/%s", folder, place) < 0)
        memory_end();
    enum dms_status st = write_file(path, text, error);
    free(path);
    free(place);
    free(text);
    return st;
}

static enum dms_status
make_folder(const char *folder, const char *below, struct dms_error *error)
{
    char *path = NULL;
    if (asprintf(&path, "%s%s", folder, below) < 0)
        memory_end();
    enum dms_status st = mkdir(path, 0755) == 0 ? DMS_OK : failed(path, error);
    free(path);
    return st;
}

/* Two of one name are both off: one that lies where a house looks for plugins is not begun again. */
static enum dms_status
refuse_twin(const char *name, struct dms_error *error)
{
    char *folders = place_plugins(), *rest = NULL, *path = NULL;
    enum dms_status st = DMS_OK;
    for (char *folder = strtok_r(folders, ":", &rest); folder != NULL && st == DMS_OK;
         folder = strtok_r(NULL, ":", &rest)) {
        if (asprintf(&path, "%s/%s/plugin.json", folder, name) < 0)
            memory_end();
        if (access(path, F_OK) == 0) {
            st = dms_fail(error, DMS_CONFLICT, "plugin.new_twin", "name=%s", name);
            dms_error_at_file(error, path, 0);
        }
        free(path);
    }
    free(folders);
    return st;
}

static enum dms_status
check_name(const char *name, struct dms_error *error)
{
    static const char *const taken[] = { "core",  "dms",    "plugin",
                                         "rules", "script", "test" };
    if (!name_valid(name, ID_LIMIT))
        return dms_fail(error, DMS_INVALID, "plugin.new_name", "name=%s", name);
    for (size_t i = 0; i < sizeof(taken) / sizeof(taken[0]); i++)
        if (strcmp(name, taken[i]) == 0)
            return dms_fail(error, DMS_INVALID, "plugin.new_ours", "name=%s", name);
    return refuse_twin(name, error);
}

enum dms_status
plugin_new(const char *name, const char *directory, struct dms_error *error)
{
    char *folder = NULL;
    enum dms_status st = check_name(name, error);
    if (st != DMS_OK)
        return st;
    if (asprintf(&folder, "%s/%s", directory, name) < 0)
        memory_end();
    st = make_folder(folder, "", error);
    if (st == DMS_OK)
        st = make_folder(folder, "/i18n", error);
    if (st == DMS_OK)
        st = make_folder(folder, "/pages", error);
    if (st == DMS_OK)
        st = make_folder(folder, "/tests", error);
    for (size_t i = 0; i < sizeof(templates) / sizeof(templates[0]) && st == DMS_OK; i++)
        st = write_template(folder, i, name, error);
    free(folder);
    return st;
}
