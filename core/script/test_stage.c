/* test_stage.c - the stores scenarios are played in: one is made, the others are copies. */
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "script/test_host.h"

static int64_t
read_clock(void *data)
{
    return ((const struct stage *)data)->now;
}

static enum dms_status
open_house(struct stage *stage, const char *dir, struct dms_error *error)
{
    struct dms_house_options options = { .size = sizeof(options),
                                         .plugin_path = stage->plugin_path,
                                         .script_path = stage->script_path,
                                         .clock = read_clock,
                                         .clock_data = stage };
    stage->now = stage->start;
    return dms_house_open(dir, &options, &stage->house, error);
}

/* A field of the seed in written form. */
static enum dms_status
put(struct dms_record *record, const char *field, struct dms_json *value,
    struct dms_error *error)
{
    enum dms_status st = dms_record_set_json(record, field, value, error);
    dms_json_destroy(value);
    return st;
}

static enum dms_status
seed_brand(struct dms_unit *unit, const char *code, int64_t *id, struct dms_error *error)
{
    struct dms_record *brand = NULL;
    enum dms_status st = dms_unit_new(unit, "core.brand", &brand, error);
    if (st == DMS_OK)
        st = dms_record_set_text(brand, "code", code, error);
    if (st == DMS_OK)
        st = dms_record_set_text(brand, "name", code, error);
    if (st == DMS_OK)
        st = dms_unit_save(unit, brand, error);
    *id = st == DMS_OK ? dms_record_id(brand) : 0;
    return st;
}

static enum dms_status
seed_store(struct dms_unit *unit, const char *code, int64_t brand,
           struct dms_error *error)
{
    struct dms_record *store = NULL;
    char name[64];
    snprintf(name, sizeof(name), "S-%s", code);
    const char *const texts[][2] = { { "code", name },
                                     { "name", name },
                                     { "opens", "08:30" },
                                     { "closes", "17:30" },
                                     { "weekdays", "1234567" } };
    enum dms_status st = dms_unit_new(unit, "core.store", &store, error);
    for (size_t i = 0; i < 5 && st == DMS_OK; i++)
        st = dms_record_set_text(store, texts[i][0], texts[i][1], error);
    if (st == DMS_OK)
        st = dms_record_set_int(store, "brand", brand, error);
    return st == DMS_OK ? dms_unit_save(unit, store, error) : st;
}

struct seed {
    const char *brand;
    const char *const *roles;
};

static enum dms_status
seed_place(struct dms_unit *unit, void *data, struct dms_json **answer,
           struct dms_error *error)
{
    const struct seed *seed = data;
    int64_t brand = 0;
    (void)answer;
    enum dms_status st = seed_brand(unit, seed->brand, &brand, error);
    return st == DMS_OK ? seed_store(unit, seed->brand, brand, error) : st;
}

static enum dms_status
seed_user(struct dms_unit *unit, const char *role, const char *brand,
          struct dms_error *error)
{
    struct dms_record *user = NULL;
    char name[128], store[64];
    struct dms_json *roles = dms_json_create_array(), *stores = dms_json_create_array();
    snprintf(name, sizeof(name), "%s.%s", role, brand);
    snprintf(store, sizeof(store), "S-%s", brand);
    dms_json_take(roles, dms_json_create_text(role));
    dms_json_take(stores, dms_json_create_text(store));
    enum dms_status st = dms_unit_new(unit, "core.user", &user, error);
    if (st == DMS_OK)
        st = dms_record_set_text(user, "name", name, error);
    if (st == DMS_OK)
        st = put(user, "roles", dms_json_copy(roles), error);
    if (st == DMS_OK)
        st = put(user, "stores", dms_json_copy(stores), error);
    if (st == DMS_OK)
        st = dms_unit_save(unit, user, error);
    dms_json_destroy(roles);
    dms_json_destroy(stores);
    return st;
}

static enum dms_status
seed_users(struct dms_unit *unit, void *data, struct dms_json **answer,
           struct dms_error *error)
{
    const struct seed *seed = data;
    enum dms_status st = DMS_OK;
    (void)answer;
    for (size_t i = 0; i < 20 && seed->roles[i] != NULL && st == DMS_OK; i++)
        st = seed_user(unit, seed->roles[i], seed->brand, error);
    return st;
}

static enum dms_status
list_roles(struct dms_unit *unit, void *data, struct dms_json **answer,
           struct dms_error *error)
{
    const struct dms_list *list = NULL;
    (void)data;
    enum dms_status st = dms_unit_find(
        unit, "core.role", "{\"sort\":\"name\",\"limit\":1000}", NULL, &list, error);
    *answer = dms_json_create_array();
    for (size_t i = 0; st == DMS_OK && i < dms_list_count(list); i++)
        dms_json_take(
            *answer, dms_json_create_text(dms_record_text(dms_list_at(list, i), "name")));
    return st;
}

static enum dms_status
as_house(struct stage *stage, dms_work work, void *data, struct dms_error *error)
{
    struct dms_request request = { .size = sizeof(request), .flags = DMS_AS_HOUSE };
    struct dms_json *answer = NULL;
    enum dms_status st =
        dms_house_write(stage->house, &request, work, data, &answer, error);
    dms_json_destroy(answer);
    return st;
}

static enum dms_status
seed(struct stage *stage, struct dms_error *error)
{
    struct dms_request request = { .size = sizeof(request), .flags = DMS_AS_HOUSE };
    struct dms_json *names = NULL;
    enum dms_status st =
        dms_house_read(stage->house, &request, list_roles, NULL, &names, error);
    size_t count = st == DMS_OK ? dms_json_count(names) : 0;
    const char **roles = script_get((count + 1) * sizeof(*roles));
    for (size_t i = 0; i < count; i++)
        roles[i] = dms_json_text(dms_json_at(names, i));
    for (size_t i = 0; i < stage->brand_count && st == DMS_OK; i++) {
        struct seed seed = { stage->brands[i], roles };
        st = as_house(stage, seed_place, &seed, error);
        /* Twenty at a time: a unit has a limit of steps. */
        for (size_t from = 0; from < count && st == DMS_OK; from += 20) {
            seed.roles = roles + from;
            st = as_house(stage, seed_users, &seed, error);
        }
    }
    free(roles);
    dms_json_destroy(names);
    return st;
}

static void
find_brands(struct stage *stage)
{
    char folder[2048];
    struct dirent *entry;
    snprintf(folder, sizeof(folder), "%s/brands", stage->script_path);
    DIR *dir = opendir(folder);
    stage->brands = arena_get(&stage->arena, 101 * sizeof(*stage->brands));
    while (dir != NULL && (entry = readdir(dir)) != NULL && stage->brand_count < 100)
        if (entry->d_name[0] != '.' && strchr(entry->d_name, '.') == NULL)
            stage->brands[stage->brand_count++] =
                arena_copy(&stage->arena, entry->d_name);
    if (dir != NULL)
        closedir(dir);
    if (stage->brand_count == 0)
        stage->brands[stage->brand_count++] = "house";
}

static enum dms_status
system_fault(const char *path, struct dms_error *error)
{
    enum dms_status st =
        dms_fail(error, DMS_STORAGE, "script.cannot_read", "text=%s", strerror(errno));
    dms_error_at_file(error, path, 0);
    return st;
}

/* A wrong script would leave the house without rules: then nothing is worth playing. */
static enum dms_status
check_notices(struct stage *stage, struct dms_error *error)
{
    struct dms_json *notices = dms_house_notices(stage->house, stage->language);
    enum dms_status st = DMS_OK;
    /* Then nobody has the roles a scenario plays, and "no such user" would be all it said. */
    if (dms_house_plugin_dir(stage->house, 0) == NULL)
        st = dms_fail(error, DMS_NOT_FOUND, "script.no_plugins", "text=%s",
                      dms_house_plugin_path(stage->house));
    for (size_t i = 0; i < dms_json_count(notices) && st == DMS_OK; i++) {
        const struct dms_json *notice = dms_json_at(notices, i);
        const char *text = dms_json_text_at(notice, "text");
        const char *plugin = dms_json_text_at(notice, "plugin");
        if (plugin != NULL && strcmp(plugin, "rules") == 0)
            st = dms_fail(error, DMS_INVALID, "script.not_activated", "by=test|text=%s",
                          text == NULL ? "?" : text);
    }
    dms_json_destroy(notices);
    return st;
}

enum dms_status
stage_build(struct stage *stage, struct dms_error *error)
{
    const char *temporary = getenv("TMPDIR");
    stage->root = arena_printf(&stage->arena, "%s/dms-test-XXXXXX",
                               temporary == NULL ? "/tmp" : temporary);
    if (mkdtemp(stage->root) == NULL)
        return system_fault(stage->root, error);
    stage->template = arena_printf(&stage->arena, "%s/template", stage->root);
    dms_time_load("2026-11-02 09:00", TEST_OFFSET, &stage->start, NULL);
    find_brands(stage);
    enum dms_status st = dms_house_create(stage->template, error);
    if (st == DMS_OK)
        st = open_house(stage, stage->template, error);
    if (st == DMS_OK)
        st = check_notices(stage, error);
    if (st == DMS_OK)
        st = seed(stage, error);
    dms_house_close(stage->house);
    stage->house = NULL;
    return st;
}

static char *
day_folder(const struct stage *stage, char *buffer, size_t size)
{
    snprintf(buffer, size, "%s/day", stage->root);
    return buffer;
}

enum dms_status
stage_open(struct stage *stage, struct dms_error *error)
{
    char folder[1024];
    day_folder(stage, folder, sizeof(folder));
    if (!folder_copy(stage->template, folder))
        return system_fault(folder, error);
    return open_house(stage, folder, error);
}

void
stage_close(struct stage *stage)
{
    char folder[1024];
    dms_house_close(stage->house);
    stage->house = NULL;
    folder_remove(day_folder(stage, folder, sizeof(folder)));
}

void
stage_destroy(struct stage *stage)
{
    if (stage->root != NULL)
        folder_remove(stage->root);
    arena_clear(&stage->arena);
}
