/* freeze_test.c  proves  core/entity/freeze.c and lookup.c */
#include "shop.h"

static enum dms_status
freeze_one(const struct dms_entity *card, struct dms_error *error)
{
    struct entity_set *set = entity_set_create();
    assert_int_equal(entity_set_add(set, card, "test", error), DMS_OK);
    enum dms_status st = entity_set_freeze(set, error);
    entity_set_destroy(set);
    return st;
}

static void
what_nobody_declares_is_named(void **state)
{
    (void)state;
    struct dms_error error = { 0 };
    struct dms_field fields[] = {
        { .name = "car", .type = DMS_REFERENCE, .target = "no.such" },
        { .name = "note", .type = DMS_TEXT }
    };
    struct dms_index index = { .fields = "note,nowhere" };
    struct dms_entity card = DMS_ENTITY(.name = "test.thing", DMS_FIELDS(fields));
    assert_int_equal(freeze_one(&card, &error), DMS_INVALID);
    assert_string_equal(dms_error_value(&error, "target"), "no.such");
    assert_fault(&error, "entity.target_unknown", "car");
    fields[0].target = "test.thing";
    card.title = "nmae";
    assert_int_equal(freeze_one(&card, &error), DMS_INVALID);
    assert_fault(&error, "entity.title_unknown", "nmae");
    card.title = "note";
    card.parent = "note";
    assert_int_equal(freeze_one(&card, &error), DMS_INVALID);
    assert_fault(&error, "entity.parent_unknown", "note");
    card.parent = "car";
    card.indexes = &index, card.index_count = 1, card.index_size = sizeof(index);
    assert_int_equal(freeze_one(&card, &error), DMS_INVALID);
    assert_fault(&error, "entity.index_unknown", "nowhere");
    index.fields = "note,car,created_at";
    assert_int_equal(freeze_one(&card, &error), DMS_OK);
}

static void
a_default_that_does_not_fit_is_refused(void **state)
{
    (void)state;
    static const struct dms_field wrong[] = {
        { .name = "a", .type = DMS_CHOICE, .choices = shop_grades, .default_text = "z" },
        { .name = "a", .type = DMS_MONEY, .default_text = "much" },
        { .name = "a", .type = DMS_DATE, .default_text = "@now" },
        { .name = "a", .type = DMS_TEXT, .default_text = "@number:" },
        { .name = "a", .type = DMS_TEXT, .default_text = "@yesterday" },
    };
    for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
        struct dms_error error = { 0 };
        struct dms_entity card =
            DMS_ENTITY(.name = "test.thing", .fields = &wrong[i], .field_count = 1);
        assert_int_equal(freeze_one(&card, &error), DMS_INVALID);
        assert_string_equal(dms_error_value(&error, "value"), wrong[i].default_text);
        assert_fault(&error, i == 0 ? "entity.bad_default_choice" : "entity.bad_default",
                     "a");
    }
}

static void
a_frozen_set_takes_nothing_more(void **state)
{
    struct shop *shop = *state;
    assert_int_equal(entity_set_add(shop->set, &shop_person, "late", &shop->error),
                     DMS_BUG);
    struct dms_field field = { .name = "x_a", .type = DMS_TEXT };
    assert_int_equal(entity_set_add_field(shop->set, "shop.person", &field, "late", NULL),
                     DMS_BUG);
    assert_ptr_equal(entity_field_at(shop->person, "friend")->target, shop->person);
    assert_string_equal(shop->person->title->card.name, "name");
}

static void
a_misspelt_name_gets_a_suggestion(void **state)
{
    struct shop *shop = *state;
    assert_null(entity_need(shop->set, "shop.persn", &shop->error));
    assert_int_equal(dms_error_status(&shop->error), DMS_NOT_FOUND);
    assert_string_equal(dms_error_value(&shop->error, "near"), "shop.person");
    dms_error_clear(&shop->error);
    assert_null(entity_need(shop->set, NULL, &shop->error));
    dms_error_clear(&shop->error);
    assert_int_equal(entity_field_unknown(shop->person, "craeted_at", &shop->error),
                     DMS_INVALID);
    assert_string_equal(dms_error_value(&shop->error, "near"), "created_at");
    assert_fault(&shop->error, "entity.no_field_near", "craeted_at");
    entity_field_unknown(shop->person, "zzzzzzzzzzzz", &shop->error);
    assert_fault(&shop->error, "entity.no_field", "zzzzzzzzzzzz");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_nobody_declares_is_named),
        cmocka_unit_test(a_default_that_does_not_fit_is_refused),
        SHOP_TEST(a_frozen_set_takes_nothing_more),
        SHOP_TEST(a_misspelt_name_gets_a_suggestion),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
