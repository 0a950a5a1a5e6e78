/* entity_test.c  proves  core/entity/entity.c */
#include <stdio.h>

#include "shop.h"

static const struct dms_field one_field[] = { { .name = "name", .type = DMS_TEXT } };

struct bench {
    struct entity_set *set;
    struct dms_error error;
};

static int
open_bench(void **state)
{
    struct bench *bench = calloc(1, sizeof(*bench));
    bench->set = entity_set_create();
    *state = bench;
    return 0;
}

static int
close_bench(void **state)
{
    struct bench *bench = *state;
    entity_set_destroy(bench->set);
    free(bench);
    return 0;
}

static void
refuses(struct bench *bench, struct dms_entity card, const char *key)
{
    assert_int_equal(entity_set_add(bench->set, &card, "test", &bench->error),
                     DMS_INVALID);
    assert_string_equal(dms_error_key(&bench->error), key);
    dms_error_clear(&bench->error);
}

static void
refuses_field(struct bench *bench, struct dms_field field, const char *key)
{
    struct dms_entity card =
        DMS_ENTITY(.name = "test.thing", .fields = &field, .field_count = 1);
    assert_int_equal(entity_set_add(bench->set, &card, "test", &bench->error),
                     DMS_INVALID);
    assert_string_equal(dms_error_key(&bench->error), key);
    dms_error_clear(&bench->error);
}

static void
a_declared_entity_is_a_copy_of_its_card(void **state)
{
    struct bench *bench = *state;
    char name[] = "test.thing", field_name[] = "colour", choice[] = "red";
    const char *choices[] = { choice, NULL };
    struct dms_field fields[] = { { .name = field_name,
                                    .type = DMS_CHOICE,
                                    .choices = choices,
                                    .flags = DMS_SEARCH } };
    struct dms_entity card = DMS_ENTITY(.name = name, DMS_FIELDS(fields));
    assert_int_equal(entity_set_add(bench->set, &card, "test", &bench->error), DMS_OK);
    memset(name, 'x', sizeof(name) - 1);
    memset(field_name, 'x', sizeof(field_name) - 1);
    memset(choice, 'x', sizeof(choice) - 1);
    choices[0] = NULL;
    const struct entity *entity = entity_at(bench->set, "test.thing");
    assert_non_null(entity);
    assert_string_equal(entity->table, "test_thing");
    assert_string_equal(entity->owner, "test");
    assert_true(entity->has_search);
    assert_string_equal(entity_field_at(entity, "colour")->card.choices[0], "red");
}

static void
an_unsound_name_or_table_is_refused(void **state)
{
    struct bench *bench = *state;
    static const char *const names[] = { "lead",      "crm.",     ".lead",
                                         "crm..lead", "Crm.lead", "crm.9lead",
                                         "crm.le ad", "",         "客户.x" };
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
        refuses(bench,
                (struct dms_entity)DMS_ENTITY(.name = names[i], DMS_FIELDS(one_field)),
                "entity.bad_name");
    struct dms_entity card = DMS_ENTITY(.name = "a.b_c", DMS_FIELDS(one_field));
    assert_int_equal(entity_set_add(bench->set, &card, "test", &bench->error), DMS_OK);
    refuses(bench, card, "entity.twice");
    card.name = "a_b.c";
    refuses(bench, card, "entity.same_table");
    refuses(bench, (struct dms_entity)DMS_ENTITY(.name = "a.empty"), "entity.no_fields");
    card.name = NULL;
    refuses(bench, card, "entity.bad_card");
}

static void
a_card_of_an_impossible_size_is_refused(void **state)
{
    struct bench *bench = *state;
    struct dms_entity card = DMS_ENTITY(.name = "test.thing", DMS_FIELDS(one_field));
    card.size = 8;
    refuses(bench, card, "entity.bad_card");
    card.size = sizeof(card);
    card.field_size = 4;
    refuses(bench, card, "entity.bad_rows");
    card.field_size = 1 << 20;
    refuses(bench, card, "entity.bad_rows");
}

/* What a plugin compiled against a header with fewer members hands over. */
static void
an_older_smaller_card_reads_as_zero_beyond_its_end(void **state)
{
    struct bench *bench = *state;
    struct old_field {
        const char *name;
        uint32_t type;
        uint32_t flags;
    } fields[] = { { "first", DMS_TEXT, DMS_REQUIRED }, { "second", DMS_INTEGER, 0 } };
    struct dms_entity card = { .size = offsetof(struct dms_entity, indexes),
                               .field_size = sizeof(struct old_field),
                               .name = "test.old",
                               .field_count = 2,
                               .fields = (const struct dms_field *)fields,
                               .index_count = 77,
                               .title = "beyond the end" };
    assert_int_equal(entity_set_add(bench->set, &card, "test", &bench->error), DMS_OK);
    assert_int_equal(entity_set_freeze(bench->set, &bench->error), DMS_OK);
    const struct entity *entity = entity_at(bench->set, "test.old");
    assert_int_equal(entity->field_count, 2);
    assert_string_equal(entity->fields[1].card.name, "second");
    assert_int_equal(entity->fields[1].card.maximum, 0);
    assert_int_equal(entity->index_count, 0);
    assert_null(entity->title);
}

static void
a_newer_longer_card_is_read_as_far_as_we_know_it(void **state)
{
    struct bench *bench = *state;
    struct new_field {
        struct dms_field known;
        uint64_t later[3];
    } fields[] = {
        { .known = { .name = "first", .type = DMS_TEXT }, .later = { 1, 2, 3 } },
        { .known = { .name = "second", .type = DMS_DATE }, .later = { 4, 5, 6 } }
    };
    struct {
        struct dms_entity known;
        uint64_t later[2];
    } card = { .known = { .size = sizeof(card),
                          .field_size = sizeof(struct new_field),
                          .name = "test.new",
                          .field_count = 2,
                          .fields = &fields[0].known } };
    assert_int_equal(entity_set_add(bench->set, &card.known, "test", &bench->error),
                     DMS_OK);
    const struct entity *entity = entity_at(bench->set, "test.new");
    assert_int_equal(entity_field_at(entity, "second")->card.type, DMS_DATE);
}

static void
a_field_that_makes_no_sense_is_refused_by_name(void **state)
{
    struct bench *bench = *state;
    static const char *const none[] = { NULL };
    refuses_field(bench, (struct dms_field){ .name = "Bad", .type = DMS_TEXT },
                  "entity.bad_field_name");
    refuses_field(bench, (struct dms_field){ .type = DMS_TEXT }, "entity.bad_field_name");
    refuses_field(bench, (struct dms_field){ .name = "created_at", .type = DMS_TIME },
                  "entity.reserved_field");
    refuses_field(bench, (struct dms_field){ .name = "x_mine", .type = DMS_TEXT },
                  "entity.dealers_prefix");
    refuses_field(bench, (struct dms_field){ .name = "a", .type = 0 }, "entity.bad_type");
    refuses_field(bench, (struct dms_field){ .name = "a", .type = 99 },
                  "entity.bad_type");
    refuses_field(bench, (struct dms_field){ .name = "a", .type = DMS_CHOICE },
                  "entity.no_choices");
    refuses_field(bench,
                  (struct dms_field){ .name = "a", .type = DMS_CHOICE, .choices = none },
                  "entity.no_choices");
    refuses_field(bench, (struct dms_field){ .name = "a", .type = DMS_REFERENCE },
                  "entity.no_target");
    refuses_field(bench,
                  (struct dms_field){
                      .name = "a", .type = DMS_INTEGER, .minimum = 2, .maximum = 1 },
                  "entity.bad_range");
    refuses_field(bench,
                  (struct dms_field){ .name = "a", .type = DMS_TEXT, .data_class = 9 },
                  "entity.bad_class");
    /* A refused entity leaves nothing behind. */
    assert_null(entity_at(bench->set, "test.thing"));
}

static void
the_dealer_adds_fields_that_begin_with_x(void **state)
{
    struct bench *bench = *state;
    struct dms_entity card = DMS_ENTITY(.name = "test.thing", DMS_FIELDS(one_field));
    assert_int_equal(entity_set_add(bench->set, &card, "test", &bench->error), DMS_OK);
    const struct entity *entity = entity_at(bench->set, "test.thing");
    for (int i = 0; i < 40; i++) {
        char name[16];
        snprintf(name, sizeof(name), "x_f%d", i);
        struct dms_field field = { .name = name, .type = DMS_INTEGER };
        assert_int_equal(
            entity_set_add_field(bench->set, "test.thing", &field, "rules", NULL),
            DMS_OK);
    }
    for (uint32_t i = 0; i < entity->field_count; i++) {
        const struct entity_field *field = &entity->fields[i];
        assert_ptr_equal(entity_field_at(entity, field->card.name), field);
        assert_int_equal(field->index, i);
    }
    struct dms_field plain = { .name = "mine", .type = DMS_TEXT };
    entity_set_add_field(bench->set, "test.thing", &plain, "rules", &bench->error);
    assert_fault(&bench->error, "entity.only_x", "mine");
    struct dms_field twice = { .name = "x_f1", .type = DMS_TEXT };
    entity_set_add_field(bench->set, "test.thing", &twice, "rules", &bench->error);
    assert_fault(&bench->error, "entity.field_twice", "x_f1");
    assert_int_equal(
        entity_set_add_field(bench->set, "test.thnig", &twice, "rules", &bench->error),
        DMS_NOT_FOUND);
    assert_string_equal(dms_error_value(&bench->error, "near"), "test.thing");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_declared_entity_is_a_copy_of_its_card,
                                        open_bench, close_bench),
        cmocka_unit_test_setup_teardown(an_unsound_name_or_table_is_refused, open_bench,
                                        close_bench),
        cmocka_unit_test_setup_teardown(a_card_of_an_impossible_size_is_refused,
                                        open_bench, close_bench),
        cmocka_unit_test_setup_teardown(
            an_older_smaller_card_reads_as_zero_beyond_its_end, open_bench, close_bench),
        cmocka_unit_test_setup_teardown(a_newer_longer_card_is_read_as_far_as_we_know_it,
                                        open_bench, close_bench),
        cmocka_unit_test_setup_teardown(a_field_that_makes_no_sense_is_refused_by_name,
                                        open_bench, close_bench),
        cmocka_unit_test_setup_teardown(the_dealer_adds_fields_that_begin_with_x,
                                        open_bench, close_bench),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
