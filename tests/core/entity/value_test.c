/* value_test.c  proves  core/entity/value.c */
#include "shop.h"

/* Reads the JSON text WRITTEN into FIELD. */
static enum dms_status
read_json(struct shop *shop, const char *field, const char *written, struct value *value)
{
    struct dms_json *json = NULL;
    assert_int_equal(dms_json_load(written, strlen(written), &json, NULL), DMS_OK);
    enum dms_status st = field_read(entity_field_at(shop->person, field), json, CHINA,
                                    shop->scratch, value, &shop->error);
    dms_json_destroy(json);
    return st;
}

static void
reads(struct shop *shop, const char *field, const char *written, int64_t number)
{
    struct value value;
    assert_int_equal(read_json(shop, field, written, &value), DMS_OK);
    assert_int_equal(value.kind, VALUE_NUMBER);
    assert_int_equal(value.as.number, number);
}

static void
refuses(struct shop *shop, const char *field, const char *written)
{
    struct value value;
    assert_int_equal(read_json(shop, field, written, &value), DMS_INVALID);
    assert_string_equal(dms_error_field(&shop->error), field);
    dms_error_clear(&shop->error);
}

static void
reads_text(struct shop *shop, const char *field, const char *cell, int64_t number)
{
    struct value value;
    assert_int_equal(field_read_text(entity_field_at(shop->person, field), cell, CHINA,
                                     shop->scratch, &value, &shop->error),
                     DMS_OK);
    assert_int_equal(value.as.number, number);
}

static void
refuses_text(struct shop *shop, const char *field, const char *cell)
{
    struct value value;
    assert_int_equal(field_read_text(entity_field_at(shop->person, field), cell, CHINA,
                                     shop->scratch, &value, &shop->error),
                     DMS_INVALID);
    assert_string_equal(dms_error_field(&shop->error), field);
    dms_error_clear(&shop->error);
}

static void
money_is_written_in_yuan_and_kept_in_fen(void **state)
{
    struct shop *shop = *state;
    reads(shop, "price", "\"129800.00\"", 12980000);
    reads(shop, "price", "129800", 12980000);
    reads(shop, "price", "129800.5", 12980050);
    reads(shop, "price", "0.07", 7);
    reads(shop, "price", "-0.29", -29);
    refuses(shop, "price", "0.001");
    refuses(shop, "price", "1e300");
    refuses(shop, "price", "9223372036854775807");
    refuses(shop, "price", "true");
    refuses(shop, "price", "\"a lot\"");
    refuses(shop, "price", "[1]");
    reads(shop, "hours", "1.5", 1500);
    reads(shop, "hours", "\"1.005\"", 1005);
    refuses(shop, "hours", "1.0005");
}

static void
every_type_has_its_written_form(void **state)
{
    struct shop *shop = *state;
    reads(shop, "seats", "5", 5);
    reads(shop, "seats", "5.0", 5);
    reads(shop, "seats", "\"5\"", 5);
    refuses(shop, "seats", "5.5");
    refuses(shop, "seats", "\"five\"");
    refuses(shop, "seats", "\"99999999999999999999\"");
    reads(shop, "born", "\"1970-01-11\"", 10);
    refuses(shop, "born", "\"2026-02-30\"");
    refuses(shop, "born", "10");
    reads(shop, "met_at", "\"1970-01-01T08:00:01+08:00\"", 1000);
    reads(shop, "met_at", "\"1970-01-01 08:00:01\"", 1000);
    refuses(shop, "met_at", "1000");
    reads(shop, "vip", "true", 1);
    reads(shop, "vip", "\"否\"", 0);
    reads(shop, "vip", "1", 1);
    refuses(shop, "vip", "2");
    refuses(shop, "vip", "\"perhaps\"");
    reads(shop, "friend", "12", 12);
    reads(shop, "friend", "\"12\"", 12);
    refuses(shop, "friend", "0");
    refuses(shop, "friend", "-3");
    refuses(shop, "friend", "\"-3\"");
    refuses(shop, "name", "3");
    refuses(shop, "name", "true");
    refuses(shop, "grade", "\"z\"");
}

static void
null_and_empty_text_are_empty(void **state)
{
    struct shop *shop = *state;
    struct value value;
    for (uint32_t i = 0; i < shop->person->field_count; i++) {
        const struct entity_field *field = &shop->person->fields[i];
        assert_int_equal(read_json(shop, field->card.name, "null", &value), DMS_OK);
        assert_int_equal(value.kind, VALUE_EMPTY);
        assert_int_equal(field_read_text(field, " \t\xe3\x80\x80\xc2\xa0\r\n", CHINA,
                                         shop->scratch, &value, NULL),
                         DMS_OK);
        assert_int_equal(value.kind, VALUE_EMPTY);
    }
    assert_int_equal(read_json(shop, "price", "\"\"", &value), DMS_OK);
    assert_int_equal(value.kind, VALUE_EMPTY);
}

static void
a_cell_is_trimmed_and_a_json_text_is_not(void **state)
{
    struct shop *shop = *state;
    struct value value;
    const struct entity_field *name = entity_field_at(shop->person, "name");
    field_read_text(name, "\xe3\x80\x80 王 芳 \xc2\xa0", CHINA, shop->scratch, &value,
                    NULL);
    assert_string_equal(value.as.text, "王 芳");
    assert_int_equal(value.size, strlen("王 芳"));
    assert_int_equal(read_json(shop, "name", "\" 王 \"", &value), DMS_OK);
    assert_string_equal(value.as.text, " 王 ");
    reads_text(shop, "price", " 12.98万 ", 12980000);
    reads_text(shop, "vip", "是", 1);
    reads_text(shop, "vip", "No", 0);
    reads_text(shop, "born", "1970年1月2日", 1);
    reads_text(shop, "friend", "42", 42);
    refuses_text(shop, "name", "\xce\xde\xd0\xa7");
    refuses_text(shop, "seats", "4 5");
    refuses_text(shop, "seats", "-");
    refuses_text(shop, "extra", "{\"a\":");
}

static void
the_error_lists_what_is_allowed(void **state)
{
    struct shop *shop = *state;
    struct value value;
    read_json(shop, "grade", "\"z\"", &value);
    assert_string_equal(dms_error_value(&shop->error, "allowed"), "h, a, b");
    assert_fault(&shop->error, "entity.not_allowed", "grade");
}

static void
the_written_form_reads_back_the_same(void **state)
{
    struct shop *shop = *state;
    static const char *const written[][2] = {
        { "name", "\"王芳\"" },
        { "grade", "\"a\"" },
        { "seats", "5" },
        { "price", "\"129800.50\"" },
        { "hours", "\"1.5\"" },
        { "born", "\"2026-11-24\"" },
        { "met_at", "\"2026-11-24T09:30:00+08:00\"" },
        { "vip", "true" },
        { "friend", "12" },
        { "extra", "{\"a\":[1,null]}" },
    };
    for (size_t i = 0; i < sizeof(written) / sizeof(written[0]); i++) {
        struct dms_record *record = shop_record(shop);
        struct dms_json *json = NULL;
        dms_json_load(written[i][1], strlen(written[i][1]), &json, NULL);
        assert_int_equal(dms_record_set_json(record, written[i][0], json, NULL), DMS_OK);
        dms_json_destroy(json);
        json = dms_record_json(record, written[i][0]);
        char *text = dms_json_print(json);
        assert_string_equal(text, written[i][1]);
        free(text);
        dms_json_destroy(json);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        SHOP_TEST(money_is_written_in_yuan_and_kept_in_fen),
        SHOP_TEST(every_type_has_its_written_form),
        SHOP_TEST(null_and_empty_text_are_empty),
        SHOP_TEST(a_cell_is_trimmed_and_a_json_text_is_not),
        SHOP_TEST(the_error_lists_what_is_allowed),
        SHOP_TEST(the_written_form_reads_back_the_same),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
