/* order_test.c  proves  core/plugin/order.c */
#include "zoo.h"

#define NEEDS(...) ((struct plugin_need[]){ __VA_ARGS__ })
#define ITEM(name, count, list)                                                          \
    &(struct plugin_item)                                                                \
    {                                                                                    \
        .id = name, .version = "1.2", .manifest = name "/plugin.json",                   \
        .need_count = count, .needs = list                                               \
    }

static void
order(struct list *items, char *names)
{
    struct list known = { 0 };
    list_add(&known, &(struct plugin_item){ .id = "script", .version = "1.0.0" });
    plugin_order(items, &known);
    names[0] = '\0';
    for (size_t i = 0; i < items->count; i++) {
        struct plugin_item *item = items->items[i];
        plugin_check_needs(item, items);
        strcat(names, item->id);
        strcat(names, dms_error_status(&item->reason) == DMS_OK ? " " : "! ");
    }
    list_clear(&known, NULL);
}

static void
needs_come_first_and_names_break_ties(void **state)
{
    (void)state;
    char names[128];
    struct list items = { 0 };
    list_add(&items, ITEM("web", 1, NEEDS({ "rest", "*" })));
    list_add(&items, ITEM("sales", 2, NEEDS({ "crm", ">=1.0" }, { "script", ">=1" })));
    list_add(&items, ITEM("rest", 0, NULL));
    list_add(&items, ITEM("crm", 0, NULL));
    list_add(&items, ITEM("after_sales", 1, NEEDS({ "sales", "1.2" })));
    order(&items, names);
    assert_string_equal(names, "crm rest sales after_sales web ");
    list_clear(&items, NULL);
}

static void
what_is_missing_is_named_and_dependents_go_off(void **state)
{
    (void)state;
    char names[128];
    struct list items = { 0 };
    struct plugin_item *lacks = ITEM("a", 1, NEEDS({ "nowhere", ">=1" }));
    struct plugin_item *old = ITEM("b", 1, NEEDS({ "c", ">=2.0" }));
    struct plugin_item *behind = ITEM("d", 1, NEEDS({ "a", "*" }));
    list_add(&items, lacks);
    list_add(&items, old);
    list_add(&items, ITEM("c", 0, NULL));
    list_add(&items, behind);
    order(&items, names);
    assert_string_equal(names, "a! c b! d! ");
    assert_string_equal(dms_error_key(&lacks->reason), "plugin.need_missing");
    assert_string_equal(dms_error_value(&lacks->reason, "need"), "nowhere");
    assert_string_equal(dms_error_key(&old->reason), "plugin.need_version");
    assert_string_equal(dms_error_value(&old->reason, "found"), "1.2");
    assert_string_equal(dms_error_key(&behind->reason), "plugin.need_off");
    list_clear(&items, NULL);
}

static void
a_circle_is_told_to_each_of_it_and_the_rest_starts(void **state)
{
    (void)state;
    char names[128];
    struct list items = { 0 };
    struct plugin_item *a = ITEM("a", 1, NEEDS({ "b", "*" }));
    struct plugin_item *waiting = ITEM("_a", 1, NEEDS({ "a", "*" }));
    list_add(&items, waiting);
    list_add(&items, a);
    list_add(&items, ITEM("b", 2, NEEDS({ "d", "*" }, { "c", "*" })));
    list_add(&items, ITEM("c", 1, NEEDS({ "a", "*" })));
    list_add(&items, ITEM("d", 0, NULL));
    order(&items, names);
    assert_string_equal(names, "d a! _a! c! b! ");
    assert_string_equal(dms_error_value(&a->reason, "chain"), "a → b → c → a");
    assert_string_equal(dms_error_key(&waiting->reason), "plugin.need_off");
    list_clear(&items, NULL);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(needs_come_first_and_names_break_ties),
        cmocka_unit_test(what_is_missing_is_named_and_dependents_go_off),
        cmocka_unit_test(a_circle_is_told_to_each_of_it_and_the_rest_starts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
