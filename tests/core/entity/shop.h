/* shop.h - a small set of entities for the tests of this room. */
#ifndef TEST_ENTITY_SHOP_H
#define TEST_ENTITY_SHOP_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka wants the four above. */
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "entity/record.h"

#define CHINA 480

static const char *const shop_grades[] = { "h", "a", "b", NULL };

static const struct dms_field shop_fields[] = {
    { .name = "name",
      .type = DMS_TEXT,
      .flags = DMS_REQUIRED | DMS_SEARCH,
      .max_length = 4 },
    { .name = "grade", .type = DMS_CHOICE, .choices = shop_grades, .default_text = "b" },
    { .name = "seats", .type = DMS_INTEGER, .minimum = 1, .maximum = 9 },
    { .name = "price", .type = DMS_MONEY, .minimum = 100, .maximum = 20000000 },
    { .name = "hours", .type = DMS_DECIMAL },
    { .name = "born", .type = DMS_DATE, .default_text = "@today" },
    { .name = "met_at", .type = DMS_TIME, .default_text = "@now" },
    { .name = "vip", .type = DMS_BOOLEAN, .default_text = "false" },
    { .name = "friend", .type = DMS_REFERENCE, .target = "shop.person" },
    { .name = "extra", .type = DMS_STRUCTURED },
    { .name = "source", .type = DMS_TEXT, .flags = DMS_IMMUTABLE },
    { .name = "seller",
      .type = DMS_REFERENCE,
      .target = "shop.person",
      .default_text = "@user" },
    { .name = "number", .type = DMS_TEXT, .default_text = "@number:P" },
};

static const struct dms_index shop_indexes[] = { { .fields = "name,created_at" } };

static const struct dms_entity shop_person =
    DMS_ENTITY(.name = "shop.person", .title = "name", DMS_FIELDS(shop_fields),
               DMS_INDEXES(shop_indexes));

struct shop {
    struct entity_set *set;
    struct scratch *scratch;
    const struct entity *person;
    struct dms_error error;
};

static inline int
shop_open(void **state)
{
    struct shop *shop = calloc(1, sizeof(*shop));
    shop->set = entity_set_create();
    shop->scratch = scratch_create();
    assert_int_equal(entity_set_add(shop->set, &shop_person, "shop", &shop->error),
                     DMS_OK);
    assert_int_equal(entity_set_freeze(shop->set, &shop->error), DMS_OK);
    shop->person = entity_at(shop->set, "shop.person");
    *state = shop;
    return 0;
}

static inline int
shop_close(void **state)
{
    struct shop *shop = *state;
    entity_set_destroy(shop->set);
    scratch_destroy(shop->scratch);
    free(shop);
    return 0;
}

static inline struct dms_record *
shop_record(struct shop *shop)
{
    return record_create(shop->scratch, shop->person, CHINA);
}

/* The error is ST with KEY at FIELD; it is cleared for the next one. */
static inline void
assert_fault(struct dms_error *error, const char *key, const char *field)
{
    assert_string_equal(dms_error_key(error), key);
    assert_string_equal(dms_error_field(error), field);
    dms_error_clear(error);
}

#define SHOP_TEST(name) cmocka_unit_test_setup_teardown(name, shop_open, shop_close)

#endif
