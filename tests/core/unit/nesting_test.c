/* tests/core/unit/nesting_test.c  proves  core/unit/write.c, steps.c, remove.c: what one request
 * sets off is one thing, done whole or not at all. */
#include "core/unit/dealer.h"

/* What the hooks of this test do; each test says it anew. */
static struct plan {
    int depth, width;     /* deals made within deals; side by side */
    bool refuse, swallow; /* the innermost after-hook refuses; the outer one goes on */
    char order[200];
} plan;

static enum dms_status
make_deal(struct dms_unit *unit, const char *car, struct dms_error *error)
{
    struct dms_record *deal = NULL;
    enum dms_status st = dms_unit_new(unit, "lot.deal", &deal, error);
    if (st == DMS_OK)
        st = dms_record_set_text(deal, "car", car, error);
    return st == DMS_OK ? dms_unit_save(unit, deal, error) : st;
}

static enum dms_status
go_on(struct dms_unit *unit, struct dms_record *record, void *data,
      struct dms_error *error)
{
    static int level;
    enum dms_status st = DMS_OK;
    (void)data;
    for (int i = 0; st == DMS_OK && i < plan.width && plan.depth > 0; i++) {
        if (plan.width > 1 && level == 3)
            break;
        plan.depth--;
        level++;
        st = make_deal(unit, "红色的车", error);
        level--;
        if (st != DMS_OK && plan.swallow) {
            dms_error_clear(error);
            st = DMS_OK;
        }
    }
    if (plan.depth == 0 && plan.refuse && dms_record_has(record, "car")) {
        plan.refuse = false;
        return dms_fail(error, DMS_DENIED, "workflow.none", "entity=x");
    }
    return st;
}

static enum dms_status
note_order(struct dms_unit *unit, struct dms_record *record, void *data,
           struct dms_error *error)
{
    (void)unit;
    strcat(plan.order, data);
    return dms_record_set_text(record, "note", plan.order, error);
}

static enum dms_status
declare(struct dms_registrar *registrar, void *data, struct dms_error *error)
{
    static const char *const late[] = { "lot/one", NULL };
    static const struct dms_hook hooks[] = {
        DMS_HOOK(.name = "lot/go_on", .on = "lot.deal.save", .phase = DMS_AFTER,
                 .run = go_on),
        DMS_HOOK(.name = "lot/start", .on = "lot.customer.create", .phase = DMS_AFTER,
                 .run = go_on),
        DMS_HOOK(.name = "lot/goes", .on = "lot.customer.remove", .phase = DMS_AFTER,
                 .run = go_on),
        DMS_HOOK(.name = "lot/a_two", .on = "lot.customer.save", .after = late,
                 .data = "2", .run = note_order),
        DMS_HOOK(.name = "lot/one", .on = "lot.customer.save", .data = "1",
                 .run = note_order),
    };
    (void)data;
    enum dms_status st = DMS_OK;
    for (size_t i = 0; st == DMS_OK && i < sizeof(hooks) / sizeof(hooks[0]); i++)
        st = dms_register_hook(registrar, &hooks[i], error);
    return st;
}

struct counts {
    int64_t customers, deals, audits, hits;
};

static struct counts
count_all(struct dealer *dealer)
{
    struct counts counts = { .customers = dealer_count(dealer, "lot.customer"),
                             .deals = dealer_count(dealer, "lot.deal") };
    dealer_must(dealer, NULL, NULL, "{\"do\":\"audit_verify\"}");
    assert_true(dms_json_boolean_at(dealer->answer, "sound"));
    counts.audits = dms_json_integer_at(dealer->answer, "rows");
    dealer_must(dealer, NULL, NULL, "{\"do\":\"search\",\"text\":\"红\"}");
    counts.hits = (int64_t)dms_json_count(dms_json_at_key(dealer->answer, "hits"));
    return counts;
}

static void
must_leave_nothing(struct dealer *dealer, enum dms_status status, const char *key)
{
    struct counts before = count_all(dealer);
    dealer_refused(
        dealer, status, "anna", "S1",
        "{\"do\":\"create\",\"entity\":\"lot.customer\",\"fields\":{\"name\":\"红\"}}");
    assert_string_equal(dms_error_key(dealer->error), key);
    struct counts after = count_all(dealer);
    assert_memory_equal(&before, &after, sizeof(before));
}

static void
eight_deep_is_enough_and_nine_rolls_all_back(void **state)
{
    struct dealer *dealer = *state;
    dealer_use(dealer, declare, NULL);
    plan = (struct plan){ .depth = 7, .width = 1 };
    dealer_create(dealer, "anna", "S1", "lot.customer", "{\"name\":\"x\"}");
    assert_int_equal(dealer_count(dealer, "lot.deal"), 7);
    plan = (struct plan){ .depth = 8, .width = 1 };
    must_leave_nothing(dealer, DMS_LIMIT, "unit.too_deep");
    plan = (struct plan){ .depth = 8, .width = 1 };
    dealer_ask(
        dealer, "anna", "S1",
        "{\"do\":\"create\",\"entity\":\"lot.customer\",\"fields\":{\"name\":\"x\"}}");
    assert_true(dealer_says(dealer, "lot.deal.create → lot.deal.create"));
    /* Nor can anybody go on as if nothing had been. */
    plan = (struct plan){ .depth = 8, .width = 1, .swallow = true };
    must_leave_nothing(dealer, DMS_LIMIT, "unit.too_deep");
}

static void
thirty_two_steps_are_enough_and_one_more_rolls_all_back(void **state)
{
    struct dealer *dealer = *state;
    dealer_use(dealer, declare, NULL);
    /* A customer and 31 deals: four of its own, each with four, and again. */
    plan = (struct plan){ .depth = 31, .width = 4 };
    dealer_create(dealer, "anna", "S1", "lot.customer", "{\"name\":\"x\"}");
    assert_int_equal(dealer_count(dealer, "lot.deal"), 31);
    plan = (struct plan){ .depth = 32, .width = 4 };
    must_leave_nothing(dealer, DMS_LIMIT, "unit.too_many_steps");
}

static enum dms_status
add_lines(struct dms_unit *unit, struct dms_record *deal, void *data,
          struct dms_error *error)
{
    enum dms_status st = DMS_OK;
    (void)deal, (void)data;
    for (int i = 0; st == DMS_OK && i < 100; i++) {
        struct dms_record *line = NULL;
        st = dms_unit_new(unit, "lot.line", &line, error);
        if (st == DMS_OK)
            st = dms_unit_save(unit, line, error);
    }
    return st;
}

static enum dms_status
declare_lines(struct dms_registrar *registrar, void *data, struct dms_error *error)
{
    static const struct dms_field fields[] = { { .name = "note", .type = DMS_TEXT } };
    static const struct dms_entity line =
        DMS_ENTITY(.name = "lot.line", .flags = DMS_NO_EVENTS, DMS_FIELDS(fields));
    static const struct dms_hook hook =
        DMS_HOOK(.name = "lot/lines", .on = "lot.deal.create", .phase = DMS_AFTER,
                 .run = add_lines);
    (void)data;
    enum dms_status st = dms_register_entity(registrar, &line, error);
    return st == DMS_OK ? dms_register_hook(registrar, &hook, error) : st;
}

static void
a_document_may_have_any_number_of_lines_that_tell_nobody(void **state)
{
    struct dealer *dealer = *state;
    dealer_use(dealer, declare_lines, NULL);
    dealer_create(dealer, "anna", "S1", "lot.deal", "{\"car\":\"x\"}");
    assert_int_equal(dealer_count(dealer, "lot.line"), 100);
}

static void
a_refusal_deep_down_leaves_nothing_even_if_somebody_goes_on(void **state)
{
    struct dealer *dealer = *state;
    dealer_use(dealer, declare, NULL);
    plan = (struct plan){ .depth = 3, .width = 1, .refuse = true };
    must_leave_nothing(dealer, DMS_DENIED, "workflow.none");
    plan = (struct plan){ .depth = 3, .width = 1, .refuse = true, .swallow = true };
    must_leave_nothing(dealer, DMS_DENIED, "workflow.none");
}

static void
a_removal_refused_afterwards_removes_nothing(void **state)
{
    struct dealer *dealer = *state;
    dealer_use(dealer, declare, NULL);
    plan = (struct plan){ .depth = 0 };
    int64_t id = dealer_create(dealer, "anna", "S1", "lot.customer", "{\"name\":\"红\"}");
    struct counts before = count_all(dealer);
    plan = (struct plan){ .depth = 2, .width = 1, .refuse = true };
    dealer_refused(dealer, DMS_DENIED, "anna", "S1",
                   "{\"do\":\"remove\",\"entity\":\"lot.customer\",\"id\":%" PRId64 "}",
                   id);
    struct counts after = count_all(dealer);
    assert_memory_equal(&before, &after, sizeof(before));
    plan = (struct plan){ .depth = 0 };
    dealer_must(dealer, "anna", "S1",
                "{\"do\":\"remove\",\"entity\":\"lot.customer\",\"id\":%" PRId64 "}", id);
    assert_int_equal(count_all(dealer).hits, before.hits - 1);
}

static void
hooks_change_the_record_in_their_order(void **state)
{
    struct dealer *dealer = *state;
    dealer_use(dealer, declare, NULL);
    plan = (struct plan){ .depth = 0 };
    dealer_create(dealer, "anna", "S1", "lot.customer",
                  "{\"name\":\"x\",\"note\":\"mine\"}");
    dealer_must(dealer, "anna", "S1",
                "{\"do\":\"get\",\"entity\":\"lot.customer\",\"id\":1}");
    assert_true(dealer_says(dealer, "\"note\":\"12\""));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        DEALER_TEST(eight_deep_is_enough_and_nine_rolls_all_back),
        DEALER_TEST(thirty_two_steps_are_enough_and_one_more_rolls_all_back),
        DEALER_TEST(a_document_may_have_any_number_of_lines_that_tell_nobody),
        DEALER_TEST(a_refusal_deep_down_leaves_nothing_even_if_somebody_goes_on),
        DEALER_TEST(a_removal_refused_afterwards_removes_nothing),
        DEALER_TEST(hooks_change_the_record_in_their_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
