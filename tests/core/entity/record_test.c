/* record_test.c  proves  core/entity/record.c and change.c */
#include "shop.h"

static void
what_is_set_is_read_back_and_remembered_as_changed(void **state)
{
    struct shop *shop = *state;
    struct dms_record *record = shop_record(shop);
    char name[] = "王芳";
    assert_int_equal(dms_record_set_text(record, "name", name, &shop->error), DMS_OK);
    memset(name, 'x', sizeof(name) - 1);
    assert_int_equal(dms_record_set_int(record, "price", 12980000, &shop->error), DMS_OK);
    assert_string_equal(dms_record_text(record, "name"), "王芳");
    assert_int_equal(dms_record_int(record, "price"), 12980000);
    assert_true(dms_record_has(record, "price"));
    assert_true(dms_record_changed(record, "name"));
    assert_null(dms_record_old_text(record, "name"));
    record_settle(record);
    assert_false(dms_record_changed(record, "name"));
    dms_record_set_text(record, "name", "李强", NULL);
    assert_string_equal(dms_record_old_text(record, "name"), "王芳");
    assert_true(dms_record_changed(record, "name"));
    dms_record_set_text(record, "name", "王芳", NULL);
    assert_false(dms_record_changed(record, "name"));
    dms_record_set_empty(record, "price", NULL);
    assert_false(dms_record_has(record, "price"));
    assert_int_equal(dms_record_int(record, "price"), 0);
    assert_int_equal(dms_record_old_int(record, "price"), 12980000);
}

static void
the_head_is_read_by_name_but_not_set(void **state)
{
    struct shop *shop = *state;
    struct dms_record *record = shop_record(shop);
    record->head = (struct record_head){ .id = 7,
                                         .rev = 2,
                                         .store = 3,
                                         .process = 4,
                                         .owner = 5,
                                         .created_at = 1700000000000,
                                         .created_by = 6,
                                         .state = "new" };
    record_settle(record);
    assert_int_equal(dms_record_int(record, "id"), 7);
    assert_int_equal(dms_record_int(record, "rev"), dms_record_rev(record));
    assert_int_equal(dms_record_int(record, "store"), dms_record_store(record));
    assert_int_equal(dms_record_int(record, "process"), dms_record_process(record));
    assert_int_equal(dms_record_int(record, "owner"), 5);
    assert_int_equal(dms_record_int(record, "created_by"), 6);
    assert_string_equal(dms_record_text(record, "state"), "new");
    assert_string_equal(dms_record_entity(record), "shop.person");
    assert_false(dms_record_has(record, "updated_at"));
    struct dms_json *json = dms_record_json(record, "created_at");
    assert_string_equal(dms_json_text(json), "2023-11-15T06:13:20+08:00");
    dms_json_destroy(json);
    for (int i = 0; i < COLUMN_COUNT; i++) {
        dms_record_set_int(record, entity_columns[i].name, 9, &shop->error);
        assert_fault(&shop->error, "entity.column_not_set", entity_columns[i].name);
    }
    assert_int_equal(dms_record_set_owner(record, 8, &shop->error), DMS_OK);
    assert_true(dms_record_changed(record, "owner"));
    assert_int_equal(dms_record_old_int(record, "owner"), 5);
    assert_int_equal(dms_record_set_owner(record, -1, &shop->error), DMS_INVALID);
}

static void
a_setter_of_another_type_is_refused_with_the_field(void **state)
{
    struct shop *shop = *state;
    struct dms_record *record = shop_record(shop);
    dms_record_set_text(record, "born", "2026-11-24", &shop->error);
    assert_fault(&shop->error, "entity.wrong_type", "born");
    dms_record_set_text(record, "price", "1", &shop->error);
    assert_fault(&shop->error, "entity.wrong_type", "price");
    dms_record_set_int(record, "name", 1, &shop->error);
    assert_fault(&shop->error, "entity.wrong_type", "name");
    dms_record_set_text(record, "nmae", "x", &shop->error);
    assert_fault(&shop->error, "entity.no_field_near", "nmae");
    dms_record_set_text(record, "name", "\xff\xfe", &shop->error);
    assert_fault(&shop->error, "entity.not_utf8", "name");
    assert_int_equal(dms_record_set_text(record, NULL, "x", NULL), DMS_INVALID);
    assert_false(dms_record_has(record, "name"));
    assert_false(dms_record_has(record, "no_such"));
    assert_null(dms_record_text(record, "price"));
    assert_null(dms_record_text(record, NULL));
    assert_int_equal(dms_record_field(record, "price")->type, DMS_MONEY);
    assert_int_equal(dms_record_field(record, "created_at")->type, DMS_TIME);
    assert_null(dms_record_field(record, "no_such"));
    assert_null(dms_record_field(record, NULL));
}

static void
nothing_and_empty_text_are_the_same(void **state)
{
    struct shop *shop = *state;
    struct dms_record *record = shop_record(shop);
    dms_record_set_text(record, "name", "", NULL);
    assert_false(dms_record_has(record, "name"));
    dms_record_set_text(record, "name", NULL, NULL);
    assert_false(dms_record_has(record, "name"));
    dms_record_set_int(record, "friend", 0, NULL);
    assert_false(dms_record_has(record, "friend"));
    dms_record_set_int(record, "seats", 0, NULL);
    assert_true(dms_record_has(record, "seats"));
    assert_null(record_value(record, "no_such"));
    assert_int_equal(record_value(record, "seats")->kind, VALUE_NUMBER);
}

static void
a_list_lends_its_records(void **state)
{
    struct shop *shop = *state;
    struct dms_record *items[] = { shop_record(shop), shop_record(shop) };
    struct dms_list list = { .items = items, .count = 2 };
    assert_int_equal(dms_list_count(&list), 2);
    assert_ptr_equal(dms_list_at(&list, 1), items[1]);
    assert_null(dms_list_at(&list, 2));
    assert_int_equal(dms_list_count(NULL), 0);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        SHOP_TEST(what_is_set_is_read_back_and_remembered_as_changed),
        SHOP_TEST(the_head_is_read_by_name_but_not_set),
        SHOP_TEST(a_setter_of_another_type_is_refused_with_the_field),
        SHOP_TEST(nothing_and_empty_text_are_the_same),
        SHOP_TEST(a_list_lends_its_records),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
