/* parked_test.c - what a plugin left behind when it went off: it is called as before, and read. */
#include "zoo.h"

#include <dms/house.h>

static struct dms_house *
open_house(const struct zoo *zoo, const char *store)
{
    struct dms_house *house = NULL;
    const struct dms_house_options options = { .size = sizeof(options),
                                               .plugin_path = zoo->dir,
                                               .script_path = "/nowhere" };
    assert_int_equal(dms_house_open(store, &options, &house, NULL), DMS_OK);
    return house;
}

/* Yours to destroy. */
static struct dms_json *
about_things(const struct zoo *zoo, const char *store)
{
    static const char question[] = "{\"do\":\"meta\",\"entity\":\"harmful.thing\"}";
    static const struct dms_request request = { .size = sizeof(request),
                                                .flags = DMS_AS_HOUSE,
                                                .language = "zh" };
    struct dms_json *json = NULL, *answer = NULL;
    struct dms_house *house = open_house(zoo, store);
    assert_int_equal(dms_json_load(question, sizeof(question) - 1, &json, NULL), DMS_OK);
    assert_int_equal(dms_house_ask(house, &request, json, &answer, NULL), DMS_OK);
    dms_json_destroy(json);
    dms_house_close(house);
    return answer;
}

static void
assert_called(const struct dms_json *answer, const char *may)
{
    const struct dms_json *entity = dms_json_at_key(answer, "entity");
    char *actions = dms_json_print(dms_json_at_key(entity, "may"));
    assert_string_equal(dms_json_text_at(entity, "label"), "物件");
    assert_string_equal(
        dms_json_text_at(dms_json_at(dms_json_at_key(entity, "fields"), 0), "label"),
        "名称");
    assert_string_equal(actions, may);
    free(actions);
}

static void
its_records_keep_their_names_and_are_only_read(void **state)
{
    struct zoo *zoo = *state;
    char store[100];
    snprintf(store, sizeof(store), "%s/store", zoo->dir);
    zoo_add(zoo, "harmful", "harmful.c", "", "");
    zoo_run("mkdir %s/harmful/i18n && printf '{\"entity.harmful.thing\":\"物件\","
            "\"field.harmful.thing.title\":\"名称\"}' >%s/harmful/i18n/zh.json",
            zoo->dir, zoo->dir);
    assert_int_equal(dms_house_create(store, NULL), DMS_OK);
    struct dms_json *on = about_things(zoo, store);
    assert_called(on, "[\"read\",\"create\",\"update\",\"remove\",\"see_personal\","
                      "\"see_sensitive\",\"export\",\"import\"]");
    zoo_run("echo harmful >%s/plugins.off", store);
    struct dms_json *off = about_things(zoo, store);
    assert_called(off, "[\"read\",\"see_personal\",\"see_sensitive\",\"export\"]");
    dms_json_destroy(on);
    dms_json_destroy(off);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        ZOO_TEST(its_records_keep_their_names_and_are_only_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
