/* tests/core/unit/state_reached_test.c  proves  core/unit/catalogue.c, write.c: a hook may wait for
 * a state, whatever the transition is called that leads there. */
#include "core/unit/dealer.h"

static const struct dms_state states[] = {
    { .name = "open", .flags = DMS_INITIAL },
    { .name = "delivered" },
};
/* "hand_over" is how a brand may call it. */
static const struct dms_transition transitions[] = {
    { .name = "deliver", .from = "open", .to = "delivered" },
    { .name = "hand_over", .from = "open", .to = "delivered" },
    { .name = "polish", .from = "delivered", .to = "delivered" },
};
static const struct dms_workflow flow = {
    .size = sizeof(flow),
    .state_size = sizeof(states[0]),
    .transition_size = sizeof(transitions[0]),
    .state_count = 2,
    .transition_count = 3,
    .name = "lot.deal",
    .entity = "lot.deal",
    .states = states,
    .transitions = transitions,
};

static bool refuses;
static char order[80];

static enum dms_status
note(struct dms_unit *unit, struct dms_record *record, void *data,
     struct dms_error *error)
{
    (void)unit, (void)record;
    size_t used = strlen(order);
    snprintf(order + used, sizeof(order) - used, "%s ", (const char *)data);
    return refuses ? dms_fail(error, DMS_DENIED, "unit.store_needed", "entity=x")
                   : DMS_OK;
}

static enum dms_status
declare(struct dms_registrar *registrar, void *data, struct dms_error *error)
{
    static const struct dms_hook hooks[] = {
        DMS_HOOK(.name = "lot/gate", .on = "lot.deal.@delivered", .run = note,
                 .data = "gate"),
        DMS_HOOK(.name = "lot/deliver", .on = "lot.deal.deliver", .run = note,
                 .data = "deliver"),
        DMS_HOOK(.name = "lot/told", .on = "lot.deal.@delivered", .phase = DMS_AFTER,
                 .run = note, .data = "told"),
    };
    (void)data;
    enum dms_status st = dms_register_workflow(registrar, &flow, error);
    for (size_t i = 0; st == DMS_OK && i < 3; i++)
        st = dms_register_hook(registrar, &hooks[i], error);
    return st;
}

static const char *
run(struct dealer *dealer, enum dms_status expected, const char *transition, int64_t deal)
{
    order[0] = '\0';
    enum dms_status st =
        dealer_ask(dealer, "anna", "S1",
                   "{\"do\":\"transition\",\"entity\":\"lot.deal\",\"id\":%" PRId64
                   ",\"transition\":\"%s\"}",
                   deal, transition);
    assert_int_equal(st, expected);
    return order;
}

static void
a_hook_waits_for_the_state_whatever_leads_there(void **state)
{
    struct dealer *dealer = *state;
    dealer_use(dealer, declare, NULL);
    int64_t first = dealer_create(dealer, "anna", "S1", "lot.deal", "{\"car\":\"x\"}");
    int64_t other = dealer_create(dealer, "anna", "S1", "lot.deal", "{\"car\":\"y\"}");
    refuses = true;
    assert_string_equal(run(dealer, DMS_DENIED, "hand_over", first), "gate ");
    refuses = false;
    assert_string_equal(run(dealer, DMS_OK, "hand_over", first), "gate told ");
    assert_string_equal(run(dealer, DMS_OK, "deliver", other), "gate deliver told ");
    /* It is there already: nothing is reached again. */
    assert_string_equal(run(dealer, DMS_OK, "polish", other), "");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        DEALER_TEST(a_hook_waits_for_the_state_whatever_leads_there),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
