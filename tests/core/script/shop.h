/* shop.h - a house with one plugin's worth of entities and a folder of scripts to edit. */
#ifndef TESTS_CORE_SCRIPT_SHOP_H
#define TESTS_CORE_SCRIPT_SHOP_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.h"
#include "script/host.h"
#include "script/script.h"
#include "unit/house.h"
#include "unit/registrar.h"

struct shop {
    char root[64], store[128], scripts[128];
    struct dms_house *house;
    int64_t now;
    struct dms_error error;
};

static inline int64_t
shop_clock(void *data)
{
    return ((const struct shop *)data)->now;
}

static inline enum dms_status
shop_declare(struct dms_registrar *registrar, struct dms_error *error)
{
    static const char *const sources[] = { "web", "phone", "walk_in", NULL };
    static const struct dms_field lead_fields[] = {
        { .name = "name", .type = DMS_TEXT, .flags = DMS_REQUIRED },
        { .name = "phone", .type = DMS_TEXT },
        { .name = "source", .type = DMS_CHOICE, .choices = sources },
        { .name = "budget", .type = DMS_MONEY },
        { .name = "brand", .type = DMS_REFERENCE, .target = "core.brand" },
    };
    static const struct dms_entity lead = DMS_ENTITY(.name = "crm.lead", .title = "name",
                                                     DMS_FIELDS(lead_fields));
    return dms_register_entity(registrar, &lead, error);
}

static inline void
shop_must(struct shop *shop, enum dms_status st)
{
    if (st != DMS_OK)
        fail_msg("%s %s %s:%d (%s) %s", dms_status_name(st), shop->error.key, shop->error.file,
                 (int)shop->error.line, dms_error_value(&shop->error, "text"),
                 shop->error.field);
}

static inline void
shop_write(const struct shop *shop, const char *path, const char *text)
{
    char file[512];
    snprintf(file, sizeof(file), "%s/%s", shop->scripts, path);
    for (char *slash = file + strlen(shop->scripts) + 1; (slash = strchr(slash, '/')) != NULL;
         slash++) {
        *slash = 0;
        mkdir(file, 0700);
        *slash = '/';
    }
    FILE *stream = fopen(file, "w");
    assert_non_null(stream);
    fputs(text, stream);
    fclose(stream);
}

static inline void
shop_open(struct shop *shop)
{
    struct dms_house_options options = { .size = sizeof(options), .script_path = shop->scripts,
                                         .plugin_path = shop->root, .clock = shop_clock,
                                         .clock_data = shop };
    shop->error = (struct dms_error){ 0 };
    shop_must(shop, house_open(shop->store, &options, &shop->house, &shop->error));
    struct dms_registrar *host = registrar_create(shop->house, "script");
    shop_must(shop, script_card.start(host, &shop->error));
    house_add(shop->house, host);
    struct dms_registrar *crm = registrar_create(shop->house, "crm");
    shop_must(shop, shop_declare(crm, &shop->error));
    house_add(shop->house, crm);
    shop_must(shop, house_ready(shop->house, &shop->error));
}

static inline void
shop_close(struct shop *shop)
{
    struct dms_house *house = shop->house;
    script_unwatch(house);
    house_close(house);
    script_stop(house);
    shop->house = NULL;
}

/* One unit of the house, or of store S-aurora when STORE says so. */
static inline enum dms_status
shop_do(struct shop *shop, dms_work work, void *data)
{
    struct dms_request request = { .size = sizeof(request), .flags = DMS_AS_HOUSE,
                                   .store = "S-aurora" };
    struct dms_json *answer = NULL;
    shop->error = (struct dms_error){ 0 };
    enum dms_status st =
        dms_house_write(shop->house, &request, work, data, &answer, &shop->error);
    dms_json_destroy(answer);
    return st;
}

/* A brand, and its store S-NAME. */
struct shop_dealer {
    const char *name, *store;
    int64_t brand; /* its id, when it is there */
};

static inline enum dms_status
shop_new_dealer(struct dms_unit *unit, void *data, struct dms_json **answer,
                struct dms_error *error)
{
    struct shop_dealer *dealer = data;
    struct dms_record *brand = NULL, *store = NULL;
    (void)answer;
    enum dms_status st = dms_unit_new(unit, "core.brand", &brand, error);
    if (st == DMS_OK)
        st = dms_record_set_text(brand, "code", dealer->name, error);
    if (st == DMS_OK)
        st = dms_record_set_text(brand, "name", dealer->name, error);
    if (st == DMS_OK)
        st = dms_unit_save(unit, brand, error);
    if (st == DMS_OK)
        st = dms_unit_new(unit, "core.store", &store, error);
    if (st == DMS_OK)
        st = dms_record_set_text(store, "code", dealer->store, error);
    if (st == DMS_OK)
        st = dms_record_set_text(store, "name", dealer->name, error);
    if (st == DMS_OK)
        st = dms_record_set_int(store, "brand", dealer->brand = dms_record_id(brand), error);
    return st == DMS_OK ? dms_unit_save(unit, store, error) : st;
}

static inline int
shop_setup(void **state)
{
    struct shop *shop = calloc(1, sizeof(*shop));
    strcpy(shop->root, "/tmp/dms-shop-XXXXXX");
    assert_non_null(mkdtemp(shop->root));
    snprintf(shop->store, sizeof(shop->store), "%s/store", shop->root);
    snprintf(shop->scripts, sizeof(shop->scripts), "%s/scripts", shop->root);
    mkdir(shop->scripts, 0700);
    dms_time_load("2026-11-02 09:00", 480, &shop->now, NULL);
    shop_must(shop, dms_house_create(shop->store, &shop->error));
    shop_open(shop);
    struct dms_request request = { .size = sizeof(request), .flags = DMS_AS_HOUSE };
    struct shop_dealer aurora = { .name = "aurora", .store = "S-aurora" };
    shop_must(shop, dms_house_write(shop->house, &request, shop_new_dealer, &aurora, NULL,
                                    &shop->error));
    *state = shop;
    return 0;
}

static inline int
shop_remove_one(const char *path, const struct stat *about, int kind, struct FTW *walk)
{
    (void)about;
    (void)kind;
    (void)walk;
    return remove(path);
}

static inline int
shop_teardown(void **state)
{
    struct shop *shop = *state;
    if (shop->house != NULL)
        shop_close(shop);
    nftw(shop->root, shop_remove_one, 16, FTW_DEPTH | FTW_PHYS);
    free(shop);
    return 0;
}

#endif
