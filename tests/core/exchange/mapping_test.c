/* mapping_test.c  proves  core/exchange/mapping.c, mapping_apply.c, mapping_fields.c and
 * mapping_number.c */
#include "files.h"

#include "dms/entity.h"
#include "exchange/mapping_inside.h"

static const struct dms_field fields[] = {
    { .name = "code", .type = DMS_TEXT },
    { .name = "name", .type = DMS_TEXT },
    { .name = "price", .type = DMS_MONEY },
    { .name = "source", .type = DMS_TEXT },
    { .name = "visits", .type = DMS_INTEGER, .flags = DMS_READ_ONLY },
};
static const struct dms_entity card = DMS_ENTITY(.name = "test.car", DMS_FIELDS(fields));

struct shop {
    struct entity_set *set;
    const struct entity *entity;
    struct messages *messages;
    struct dms_error error;
};

static int
open_shop(void **state)
{
    struct shop *shop = memory_get(sizeof(*shop));
    shop->set = entity_set_create();
    shop->messages = messages_create();
    assert_int_equal(entity_set_add(shop->set, &card, "test", &shop->error), DMS_OK);
    assert_int_equal(entity_set_freeze(shop->set, &shop->error), DMS_OK);
    shop->entity = entity_at(shop->set, "test.car");
    *state = shop;
    return 0;
}

static int
close_shop(void **state)
{
    struct shop *shop = *state;
    entity_set_destroy(shop->set);
    messages_destroy(shop->messages);
    free(shop);
    return 0;
}

/* Binds MAP to the header line, then says the fields of the one row and its key. */
static char *
map_row(struct shop *shop, const char *map, const char *header, const char *cells,
        char **key)
{
    struct mapping *mapping = NULL;
    struct dms_json *json = NULL;
    struct source *source = NULL;
    struct rows *rows = NULL;
    struct row row;
    struct text file = { 0 }, said = { 0 };
    bool more;
    text_printf(&file, "%s\n%s\n", header, cells);
    dms_error_clear(&shop->error);
    if (map != NULL)
        assert_int_equal(dms_json_load(map, strlen(map), &json, NULL), DMS_OK);
    const char *path = test_file(file.data, file.size);
    assert_int_equal(source_open(path, "file", NULL, &source, NULL), DMS_OK);
    assert_int_equal(rows_open(source, '\0', &rows, NULL), DMS_OK);
    enum dms_status st =
        mapping_create(shop->entity, json, "map.json", &mapping, &shop->error);
    rows_next(rows, &row, &more, NULL);
    if (st == DMS_OK)
        st = mapping_bind(mapping, &row, shop->messages, &shop->error);
    rows_next(rows, &row, &more, NULL);
    if (st == DMS_OK) {
        struct dms_json *made = mapping_fields(mapping, &row);
        for (size_t i = 0; i < dms_json_count(made); i++)
            text_printf(&said, "%s=%s;", dms_json_key_at(made, i),
                        dms_json_text(dms_json_value_at(made, i)));
        char *left_out = mapping_left_out(mapping);
        text_printf(&said, "(%s)", left_out);
        free(left_out);
        if (key != NULL)
            *key = mapping_key(mapping, &row, made);
        dms_json_destroy(made);
    } else {
        text_printf(&said, "!%s", shop->error.key);
    }
    mapping_destroy(mapping);
    rows_destroy(rows);
    source_close(source);
    dms_json_destroy(json);
    text_clear(&file);
    return text_take(&said);
}

static void
expect_mapped(void **state, const char *map, const char *header, const char *cells,
              const char *expected)
{
    char *said = map_row(*state, map, header, cells, NULL);
    assert_string_equal(said, expected);
    free(said);
}

static void
headers_are_fields_in_any_capitals_and_none_is_lost(void **state)
{
    expect_mapped(state, NULL, " Code ,NAME*", "1, x ", "code=1;name=x;()");
    expect_mapped(state, NULL, "id,code,created_at,visits,", "7,1,2026-01-01,3,",
                  "code=1;(id, created_at, visits)");
    expect_mapped(state, NULL, "code,nmae", "1,x", "!exchange.unknown_column");
    expect_mapped(state, NULL, "code,name,code", "1,x,2", "!exchange.column_twice");
    expect_mapped(state, NULL, "甲,乙", "1,2", "!exchange.no_column_fits");
}

static void
a_map_says_what_becomes_of_each_column(void **state)
{
    expect_mapped(
        state,
        "{\"columns\":{\"code\":\"编号\",\"name\":{\"template\":\"{品牌} {车系}!\"},"
        "\"source\":{\"value\":\"import\"},\"price\":{\"column\":\"价\",\"unit\":\"万\"}}"
        "}",
        "编号,品牌,车系,价,颜色", "7,晨曜,A5, 12.98 ,白",
        "code=7;name=晨曜 A5!;source=import;price=12.98万;(颜色)");
    expect_mapped(state,
                  "{\"columns\":{\"source\":\"来源\",\"price\":{\"column\":\"价\","
                  "\"empty\":[\"暂无\","
                  "\"-\"],\"unit\":\"万\"}},\"choices\":{\"source\":{\"网络\":\"web\"}}}",
                  "来源,价", " 网络 , 暂无 ", "source=web;()");
}

static void
a_map_with_a_wrong_word_is_refused_before_the_first_row(void **state)
{
    static const char *const rows[][2] = {
        { "[]", "!exchange.map_no_object" },
        { "{\"colums\":{}}", "!exchange.unknown_map_key" },
        { "{\"columns\":{\"cod\":\"a\"}}", "!exchange.unknown_map_field" },
        { "{\"columns\":{\"code\":{\"colum\":\"a\"}}}", "!exchange.unknown_map_key" },
        { "{\"columns\":{\"code\":{}}}", "!exchange.empty_map_column" },
        { "{\"columns\":{\"code\":{\"column\":\"a\",\"number\":\"middle\"}}}",
          "!exchange.unknown_map_key" },
        { "{\"columns\":{\"code\":\"z\"}}", "!exchange.no_such_column" },
        { "{\"columns\":{\"code\":{\"template\":\"{a}-{z}\"}}}",
          "!exchange.no_such_column" },
        { "{\"columns\":{\"code\":\"a\"},\"choices\":{\"sorce\":{}}}",
          "!exchange.unknown_map_field" },
        { "{\"columns\":{\"code\":\"a\"},\"key\":[\"fone\"]}",
          "!exchange.unknown_map_field" },
        { "{\"columns\":{\"code\":\"a\"},\"key\":[\"name\"]}",
          "!exchange.key_not_mapped" },
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
        expect_mapped(state, rows[i][0], "a,b", "1,2", rows[i][1]);
}

static void
rows_are_the_same_by_their_key_but_not_by_an_empty_one(void **state)
{
    static const char map[] =
        "{\"columns\":{\"code\":\"a\",\"name\":\"b\"},\"key\":[\"code\"]}";
    static const char *const cells[] = { "1,x", "1,y", ",x", ",y", "2,x" };
    char *keys[5];
    for (size_t i = 0; i < 5; i++)
        free(map_row(*state, map, "a,b", cells[i], &keys[i]));
    assert_string_equal(keys[0], keys[1]);
    for (size_t i = 1; i < 5; i++)
        for (size_t k = i + 1; k < 5; k++)
            assert_string_not_equal(keys[i], keys[k]);
    for (size_t i = 0; i < 5; i++)
        free(keys[i]);
}

static void
numbers_are_found_in_what_people_write(void **state)
{
    (void)state;
    static const struct {
        const char *cell, *first, *last; /* NULL: no telling */
    } rows[] = {
        { "3.98-6.59万", "39800", "65900" },
        { "1.93 万公里", "19300", "19300" },
        { "12万", "120000", "120000" },
        { "2018年", "2018", "2018" },
        { "约¥129,800.50元起", "129800.50", "129800.50" },
        { "9.8万~1.2亿", "98000", "120000000" },
        { "30000 至 50000 公里", "30000", "50000" },
        { "0.05万", "500", "500" },
        { "1.23456万", "12345.6", "12345.6" },
        { "-5", "-5", "-5" },
        { "5千", "5000", "5000" },
        { "007", "7", "7" },
        { "暂无", NULL, NULL },
        { "", NULL, NULL },
        { "1-2-3", NULL, NULL },
        { "3万2", NULL, NULL },
        { "123456789012345678", NULL, NULL },
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
        for (int last = 0; last < 2; last++) {
            const char *expected = last != 0 ? rows[i].last : rows[i].first;
            struct text text = { 0 };
            bool found = mapping_number(rows[i].cell, last != 0, &text);
            assert_int_equal(found, expected != NULL);
            if (found)
                assert_string_equal(text.data, expected);
            text_clear(&text);
        }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(headers_are_fields_in_any_capitals_and_none_is_lost),
        cmocka_unit_test(a_map_says_what_becomes_of_each_column),
        cmocka_unit_test(a_map_with_a_wrong_word_is_refused_before_the_first_row),
        cmocka_unit_test(rows_are_the_same_by_their_key_but_not_by_an_empty_one),
        cmocka_unit_test(numbers_are_found_in_what_people_write),
    };
    int failed = cmocka_run_group_tests(tests, open_shop, close_shop);
    return failed + test_forget_file(NULL);
}
