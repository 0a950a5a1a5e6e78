/* check_test.c  proves  core/entity/check.c */
#include "shop.h"

static void
a_new_record_gets_its_defaults(void **state)
{
    struct shop *shop = *state;
    struct dms_record *record = shop_record(shop);
    int64_t now =
        INT64_C(1700000000000); /* 2023-11-15 06:13:20 in China, the 14th in UTC */
    dms_record_set_text(record, "grade", "h", NULL);
    assert_int_equal(record_defaults(record, now, 5, &shop->error), DMS_OK);
    assert_string_equal(dms_record_text(record, "grade"), "h");
    assert_int_equal(dms_record_int(record, "born"), 19676);
    assert_int_equal(dms_record_int(record, "met_at"), now);
    assert_true(dms_record_has(record, "vip"));
    assert_int_equal(dms_record_int(record, "seller"), 5);
    assert_false(dms_record_has(record, "number"));
    record = shop_record(shop);
    record_defaults(record, now, 0, &shop->error);
    assert_string_equal(dms_record_text(record, "grade"), "b");
    assert_false(dms_record_has(record, "seller"));
}

static struct dms_record *
sound(struct shop *shop)
{
    struct dms_record *record = shop_record(shop);
    dms_record_set_text(record, "name", "欧阳先生", NULL);
    assert_int_equal(record_check(record, &shop->error), DMS_OK);
    return record;
}

static void
the_first_fault_is_told_with_its_field(void **state)
{
    struct shop *shop = *state;
    struct dms_record *record = shop_record(shop);
    assert_int_equal(record_check(record, &shop->error), DMS_INVALID);
    assert_fault(&shop->error, "entity.required", "name");
    record = sound(shop);
    dms_record_set_text(record, "name", "欧阳先生们", NULL);
    record_check(record, &shop->error);
    assert_string_equal(dms_error_value(&shop->error, "length"), "5");
    assert_fault(&shop->error, "entity.too_long", "name");
    record = sound(shop);
    dms_record_set_text(record, "grade", "z", NULL);
    record_check(record, &shop->error);
    assert_fault(&shop->error, "entity.not_allowed", "grade");
    record = sound(shop);
    dms_record_set_int(record, "vip", 2, NULL);
    record_check(record, &shop->error);
    assert_fault(&shop->error, "entity.wrong_type", "vip");
    record = sound(shop);
    dms_record_set_text(record, "extra", "{oops", NULL);
    assert_int_equal(record_check(record, &shop->error), DMS_INVALID);
    assert_string_equal(dms_error_field(&shop->error), "extra");
}

static void
limits_are_told_as_people_write_them(void **state)
{
    struct shop *shop = *state;
    struct dms_record *record = sound(shop);
    dms_record_set_int(record, "price", 99, NULL);
    record_check(record, &shop->error);
    assert_string_equal(dms_error_value(&shop->error, "value"), "0.99");
    assert_string_equal(dms_error_value(&shop->error, "minimum"), "1.00");
    assert_string_equal(dms_error_value(&shop->error, "maximum"), "200000.00");
    assert_fault(&shop->error, "entity.out_of_range", "price");
    dms_record_set_int(record, "price", 100, NULL);
    dms_record_set_int(record, "seats", 10, NULL);
    record_check(record, &shop->error);
    assert_fault(&shop->error, "entity.out_of_range", "seats");
}

static void
an_immutable_field_keeps_the_value_it_once_got(void **state)
{
    struct shop *shop = *state;
    struct dms_record *record = sound(shop);
    record_settle(record);
    dms_record_set_text(record, "source", "dcar", NULL);
    assert_int_equal(record_check(record, &shop->error), DMS_OK);
    record_settle(record);
    dms_record_set_text(record, "source", "other", NULL);
    record_check(record, &shop->error);
    assert_fault(&shop->error, "entity.immutable", "source");
    dms_record_set_empty(record, "source", NULL);
    record_check(record, &shop->error);
    assert_fault(&shop->error, "entity.immutable", "source");
    dms_record_set_text(record, "source", "dcar", NULL);
    assert_int_equal(record_check(record, &shop->error), DMS_OK);
}

static void
an_old_value_is_not_judged_by_a_new_rule(void **state)
{
    struct shop *shop = *state;
    struct dms_record *record = shop_record(shop);
    dms_record_set_int(record, "seats", 40, NULL);
    record_settle(record);
    dms_record_set_int(record, "price", 5000, NULL);
    assert_int_equal(record_check(record, &shop->error), DMS_OK);
    dms_record_set_int(record, "seats", 41, NULL);
    record_check(record, &shop->error);
    assert_fault(&shop->error, "entity.out_of_range", "seats");
}

static void
a_ledger_is_only_added_to(void **state)
{
    (void)state;
    struct dms_error error = { 0 };
    struct entity_set *set = entity_set_create();
    struct scratch *scratch = scratch_create();
    struct dms_entity card = shop_person;
    card.flags = DMS_APPEND_ONLY;
    entity_set_add(set, &card, "shop", NULL);
    entity_set_freeze(set, NULL);
    struct dms_record *record = record_create(scratch, set->items[0], CHINA);
    dms_record_set_text(record, "name", "一", NULL);
    assert_int_equal(record_check(record, &error), DMS_OK);
    record_settle(record);
    assert_int_equal(record_check(record, &error), DMS_DENIED);
    assert_string_equal(dms_error_key(&error), "entity.append_only");
    scratch_destroy(scratch);
    entity_set_destroy(set);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        SHOP_TEST(a_new_record_gets_its_defaults),
        SHOP_TEST(the_first_fault_is_told_with_its_field),
        SHOP_TEST(limits_are_told_as_people_write_them),
        SHOP_TEST(an_immutable_field_keeps_the_value_it_once_got),
        SHOP_TEST(an_old_value_is_not_judged_by_a_new_rule),
        cmocka_unit_test(a_ledger_is_only_added_to),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
