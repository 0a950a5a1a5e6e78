/* timeout: 120
 * stock_test.c - random work on the shelves against a plain table in memory (stock_model.h): never
 * a fen or a thousandth apart. 2,000 operations; DMS_LONG: 100,000. DMS_SEED repeats a run; a run
 * that fails is shrunk to the operations it takes. */
#include "stock_foresee.h"

#include <ftw.h>
#include <unistd.h>

#include "support/long_form.h"

#define LOOK_EVERY 250

static const struct dms_request as_house = { .size = sizeof(as_house),
                                             .flags = DMS_AS_HOUSE,
                                             .store = "S1" };

/* The world. -------------------------------------------------------------------------------- */

static enum dms_status
furnish(struct dms_unit *unit, void *context, struct dms_json **answer,
        struct dms_error *error)
{
    struct world *world = context;
    enum dms_status st = DMS_OK;
    (void)answer;
    for (int i = 0; st == DMS_OK && i < PLACES; i++)
        st = put(unit, "parts.warehouse",
                 dms_scratch_printf(unit, "{\"code\":\"W%d\",\"name\":\"W%d\"}", i, i),
                 &world->places[i], error);
    for (int i = 0; st == DMS_OK && i < PARTS; i++)
        st = put(unit, "parts.part",
                 dms_scratch_printf(unit,
                                    "{\"code\":\"P%d\",\"name\":\"P%d\",\"unit\":\"x\","
                                    "\"list_price\":\"9.99\",\"certificate\":\"C\"}",
                                    i, i),
                 &world->parts[i], error);
    if (st == DMS_OK)
        st = put(unit, "parts.supplier", "{\"name\":\"S\",\"licence_no\":\"L\"}",
                 &world->supplier, error);
    if (st == DMS_OK)
        st = go(unit, "parts.supplier", world->supplier, "qualify", error);
    return st == DMS_OK ? go(unit, "parts.supplier", world->supplier, "approve", error)
                        : st;
}

static enum dms_status
found(struct dms_unit *unit, void *context, struct dms_json **answer,
      struct dms_error *error)
{
    int64_t id = 0;
    (void)context, (void)answer;
    return put(unit, "core.store", "{\"code\":\"S1\",\"name\":\"S\"}", &id, error);
}

static void
must(struct world *world, enum dms_status status)
{
    if (status == DMS_OK)
        return;
    char *text = dms_house_error_text(world->house, "en", world->error);
    fail_msg("%s (%s)", text, dms_error_key(world->error));
}

static void
write_as_house(struct world *world, dms_work work, void *context)
{
    struct dms_json *answer = NULL;
    struct dms_request request = as_house;
    if (work == found)
        request.store = NULL;
    must(world,
         dms_house_write(world->house, &request, work, context, &answer, world->error));
    dms_json_destroy(answer);
}

static void
world_open(struct world *world, uint64_t seed)
{
    char store[96];
    *world = (struct world){ .seed = seed, .state = seed };
    snprintf(world->dir, sizeof(world->dir), "%s/dms-stock-XXXXXX",
             access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp");
    assert_non_null(mkdtemp(world->dir));
    snprintf(store, sizeof(store), "%s/store", world->dir);
    const struct dms_house_options options = { .size = sizeof(options),
                                               .plugin_path = TEST_BUILD_DIR "/plugins",
                                               .script_path = "/nowhere" };
    world->error = dms_error_create();
    must(world, dms_house_create(store, world->error));
    must(world, dms_house_open(store, &options, &world->house, world->error));
    write_as_house(world, found, NULL);
    write_as_house(world, furnish, world);
}

static int
remove_one(const char *path, const struct stat *about, int kind, struct FTW *walk)
{
    (void)about, (void)kind, (void)walk;
    return remove(path);
}

static void
world_close(struct world *world)
{
    dms_house_close(world->house);
    dms_error_destroy(world->error);
    nftw(world->dir, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

/* Looking. ---------------------------------------------------------------------------------- */

static bool
say(struct world *world, int step, const char *what, int64_t is, int64_t wanted)
{
    if (is == wanted)
        return true;
    snprintf(world->fault, sizeof(world->fault),
             "seed %" PRIu64 ", operation %d: %s is %" PRId64 ", not %" PRId64,
             world->seed, step, what, is, wanted);
    return false;
}

static enum dms_status
look(struct dms_unit *unit, void *context, struct dms_json **answer,
     struct dms_error *error)
{
    struct world *world = context;
    struct dms_json *proof = NULL;
    enum dms_status st = DMS_OK;
    (void)answer;
    for (int i = 0; st == DMS_OK && world->fault[0] == '\0' && i < PARTS * PLACES; i++) {
        const struct shelf *shelf = &world->model.shelves[i / PLACES][i % PLACES];
        const struct dms_list *list = NULL;
        struct dms_json *values = dms_json_create_object();
        dms_json_set_integer(values, "part", world->parts[i / PLACES]);
        dms_json_set_integer(values, "place", world->places[i % PLACES]);
        st = dms_unit_find(unit, "parts.stock",
                           "{\"where\":{\"part\":\"$part\",\"warehouse\":\"$place\"}}",
                           values, &list, error);
        dms_json_destroy(values);
        if (st != DMS_OK || dms_list_count(list) == 0)
            continue;
        const struct dms_record *stock = dms_list_at(list, 0);
        if (say(world, i, "on hand", dms_record_int(stock, "on_hand"), shelf->quantity) &&
            say(world, i, "value", dms_record_int(stock, "value"), shelf->value))
            say(world, i, "reserved", dms_record_int(stock, "reserved"), shelf->reserved);
    }
    if (st == DMS_OK)
        st = ask(unit, "parts.verify", "{}", &proof, error);
    if (st == DMS_OK && world->fault[0] == '\0')
        say(world, -1, "wrong shelves",
            (int64_t)dms_json_count(dms_json_at_key(proof, "wrong")), 0);
    dms_json_destroy(proof);
    return st;
}

static bool
step(struct world *world, int number)
{
    struct deed deed;
    struct dms_json *answer = NULL;
    plan(world, &deed);
    foresee(&deed);
    dms_error_clear(world->error);
    enum dms_status st =
        dms_house_write(world->house, &as_house, perform, &deed, &answer, world->error);
    dms_json_destroy(answer);
    if (st != DMS_OK && !deed.refused)
        snprintf(world->fault, sizeof(world->fault),
                 "seed %" PRIu64 ", operation %d (%d): refused: %s", world->seed, number,
                 deed.kind, dms_error_key(world->error));
    else if (say(world, number, "refused", st != DMS_OK, deed.refused) && !deed.refused &&
             (deed.kind == 1 || deed.kind == 3 || deed.kind == 4))
        say(world, number, "cost", deed.answer, deed.cost);
    keep(&deed);
    return world->fault[0] == '\0';
}

/* Does the run of SEED fail when the operations of LEFT_OUT are only drawn and not done? */
static bool
run(struct world *world, uint64_t seed, int count, const bool *left_out)
{
    world_open(world, seed);
    for (int i = 0; i < count && world->fault[0] == '\0'; i++) {
        struct deed unused;
        if (left_out != NULL && left_out[i])
            plan(world, &unused);
        else
            step(world, i);
        if (world->fault[0] == '\0' &&
            (i % LOOK_EVERY == LOOK_EVERY - 1 || i == count - 1))
            write_as_house(world, look, world);
    }
    bool well = world->fault[0] == '\0';
    world_close(world);
    return well;
}

/* Leaves out larger and smaller stretches as long as it still fails. */
static void
shrink(struct world *world, uint64_t seed, int count)
{
    char fault[sizeof(world->fault)];
    bool *left_out = calloc((size_t)count, sizeof(*left_out));
    assert_non_null(left_out);
    memcpy(fault, world->fault, sizeof(fault));
    int tries = 0, left = count;
    for (int size = count / 2; size > 0 && tries < 200; size /= 2)
        for (int from = 0; from + size <= count && tries < 200; from += size, tries++) {
            bool before[4096];
            size_t kept = (size_t)size < sizeof(before) ? (size_t)size : sizeof(before);
            memcpy(before, left_out + from, kept);
            memset(left_out + from, true, (size_t)size);
            if (run(world, seed, count, left_out))
                memcpy(left_out + from, before, kept);
        }
    for (int i = 0; i < count; i++)
        left -= left_out[i];
    printf("%s\nthese %d operations are enough:", fault, left);
    for (int i = 0; i < count; i++)
        if (!left_out[i])
            printf(" %d", i);
    printf("\n");
    free(left_out);
}

static void
the_ledger_and_the_model_never_differ(void **state)
{
    (void)state;
    struct world world = { .house = NULL };
    const char *text = getenv("DMS_SEED");
    uint64_t seed = text != NULL ? strtoull(text, NULL, 10) : 20261127;
    int count = test_is_long() ? 100000 : 2000;
    if (run(&world, seed, count, NULL))
        return;
    fprintf(stderr, "%s\n", world.fault);
    if (count <= 4096)
        shrink(&world, seed, count);
    fail_msg("DMS_SEED=%" PRIu64 " repeats it", seed);
}

static void
a_model_that_is_a_fen_off_is_found(void **state)
{
    (void)state;
    struct world world = { .house = NULL };
    world_open(&world, 1);
    for (int i = 0; i < 30; i++)
        assert_true(step(&world, i));
    write_as_house(&world, look, &world);
    assert_string_equal(world.fault, "");
    world.model.shelves[0][0].value++;
    write_as_house(&world, look, &world);
    assert_non_null(strstr(world.fault, "value is"));
    world_close(&world);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_model_that_is_a_fen_off_is_found),
        cmocka_unit_test(the_ledger_and_the_model_never_differ),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
