/* tsan */
/* tests/core/script/reload_test.c  proves  core/script/host.c, source.c, watch.c: an edited
 * script is taken up with the shop open, a wrong one changes nothing and says where, and
 * every evaluation belongs to exactly one version.
 * timeout: 120 */
#include "shop.h"
#include "script/yard.h"

#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <time.h>

#define SALES "brands/aurora/sales.lua"
#define RATES "lib/rates.lua"

static const char good[] = "local dms <const> = require('dms')\n"
                           "dms.decision { name = 'sales.authority',\n"
                           "  run = function() return { limit = 1 } end }\n";

static char *
in_scripts(const struct shop *shop, const char *path)
{
    static char file[512];
    snprintf(file, sizeof(file), "%s/%s", shop->scripts, path);
    return file;
}

static void
write_bytes(const struct shop *shop, const char *path, const char *bytes, size_t size)
{
    shop_write(shop, path, "");
    FILE *stream = fopen(in_scripts(shop, path), "wb");
    assert_non_null(stream);
    assert_int_equal(fwrite(bytes, 1, size, stream), size);
    fclose(stream);
}

static enum dms_status
activate(struct shop *shop)
{
    shop->error = (struct dms_error){ 0 };
    return host_activate(host_of(shop->house), "test", NULL, &shop->error);
}

static int64_t
version(const struct shop *shop)
{
    return host_active(host_of(shop->house))->version;
}

/* Refused at PATH and LINE (0: any), and the version that ran goes on. */
static void
assert_refused(struct shop *shop, const char *key, const char *path, int line)
{
    int64_t before = version(shop);
    if (activate(shop) == DMS_OK)
        fail_msg("%s was not refused (%s)", path, key);
    if (strcmp(shop->error.key, key) != 0 || strcmp(shop->error.file, path) != 0 ||
        (line != 0 && shop->error.line != line))
        fail_msg("%s at %s:%d, wanted %s at %s:%d", shop->error.key, shop->error.file,
                 (int)shop->error.line, key, path, line);
    assert_int_equal(version(shop), before);
    struct dms_json *notices = dms_house_notices(shop->house, "en");
    char *text = dms_json_print(notices);
    if (strstr(text, path) == NULL)
        fail_msg("no notice names %s: %s", path, text);
    free(text);
    dms_json_destroy(notices);
}

static void
a_wrong_script_changes_nothing_and_says_where(void **state)
{
    static const struct {
        const char *text;
        size_t size;
        const char *key;
        int line;
    } cases[] = {
        { "local dms = = 1", 15, "script.syntax", 1 },
        { good, sizeof(good) - 20, "script.syntax", 0 }, /* half written */
        { "\n\nlocal x = 'caf\xe9'\n", 19, "script.not_utf8", 3 },
        { "\n-- \xb3\xbf\xd1\xf4\n", 9, "script.not_utf8", 2 },
        { "local x\n = 1\0", 13, "script.not_text", 0 },
        { "\x1bLua\x54\x00\x19\x93", 8, "script.not_text", 0 },
        { "local x = 1\nwhile true do end", 29, "script.too_many_steps", 2 },
        { "local t = {}\nwhile true do t[#t + 1] = { #t } end", 49,
          "script.too_much_memory", 2 },
        { "tptal = 1", 9, "script.global_write", 1 },
        { "return sting.rep('x', 2)", 24, "script.unknown_name_near", 1 },
        { "\nrequire('dms').page { name = 'core.nowhere', order = 1 }", 57,
          "page.unknown_page", 2 },
        { "\n\nrequire('dms').page { name = 'sales.x', colums = 1 }", 54,
          "script.unknown_key_near", 3 },
        { "\xff\xfel\0o\0", 6, "script.not_text", 1 },
    };
    struct shop *shop = *state;
    shop_write(shop, SALES, good);
    shop_must(shop, activate(shop));
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        write_bytes(shop, SALES, cases[i].text, cases[i].size);
        assert_refused(shop, cases[i].key, SALES, cases[i].line);
    }
    shop_write(shop, SALES, good);
    shop_must(shop, activate(shop));
}

static void
what_is_no_small_regular_file_is_refused_without_waiting_for_it(void **state)
{
    struct shop *shop = *state;
    char *large = calloc(1, 10 << 20);
    shop_write(shop, SALES, good);
    shop_must(shop, activate(shop));
    memset(large, '\n', 10 << 20);
    write_bytes(shop, "brands/aurora/large.lua", large, 10 << 20);
    free(large);
    assert_refused(shop, "script.file_too_large", "brands/aurora/large.lua", 0);
    unlink(in_scripts(shop, "brands/aurora/large.lua"));
    assert_int_equal(mkdir(in_scripts(shop, "brands/aurora/folder.lua"), 0700), 0);
    assert_refused(shop, "script.cannot_read", "brands/aurora/folder.lua", 0);
    rmdir(in_scripts(shop, "brands/aurora/folder.lua"));
    assert_int_equal(mkfifo(in_scripts(shop, "brands/aurora/pipe.lua"), 0600), 0);
    assert_refused(shop, "script.cannot_read", "brands/aurora/pipe.lua", 0);
    unlink(in_scripts(shop, "brands/aurora/pipe.lua"));
    assert_int_equal(symlink("nowhere", in_scripts(shop, "brands/aurora/link.lua")), 0);
    assert_refused(shop, "script.cannot_read", "brands/aurora/link.lua", 0);
    unlink(in_scripts(shop, "brands/aurora/link.lua"));
    if (geteuid() != 0) {
        chmod(in_scripts(shop, SALES), 0);
        assert_refused(shop, "script.cannot_read", SALES, 0);
        chmod(in_scripts(shop, SALES), 0600);
    }
    shop_must(shop, activate(shop));
}

static void
what_editors_on_windows_write_and_links_are_read(void **state)
{
    struct shop *shop = *state;
    shop_write(shop, SALES,
               "\xef\xbb\xbflocal dms <const> = require('dms')\r\n"
               "dms.decision { name = 'sales.authority',\r\n"
               "  run = function() return { limit = 7 } end }\r\n");
    shop_must(shop, activate(shop));
    int64_t before = version(shop);
    char target[512];
    snprintf(target, sizeof(target), "%s/elsewhere.lua", shop->root);
    FILE *stream = fopen(target, "w");
    assert_non_null(stream);
    fputs(good, stream);
    fclose(stream);
    unlink(in_scripts(shop, SALES));
    assert_int_equal(symlink(target, in_scripts(shop, SALES)), 0);
    shop_must(shop, activate(shop));
    assert_int_not_equal(version(shop), before);
}

/* Up to ten seconds. */
static void
wait_for_another(const struct shop *shop, int64_t before)
{
    const struct timespec pause = { .tv_nsec = 20000000 };
    for (int i = 0; i < 500 && version(shop) == before; i++)
        nanosleep(&pause, NULL);
    assert_int_not_equal(version(shop), before);
}

static bool
has_decision(const struct shop *shop, const char *name)
{
    return ruleset_group(host_active(host_of(shop->house)), DECLARED_DECISION, name) !=
           NULL;
}

static void
a_watched_folder_sees_renames_new_folders_and_files_that_go(void **state)
{
    struct shop *shop = *state;
    shop_write(shop, SALES, good);
    shop_must(shop, activate(shop));
    shop_must(shop, script_watch(shop->house, &shop->error));
    char hidden[512];
    int64_t before = version(shop);
    shop_write(shop, "brands/aurora/.sales.lua.swp", "half a li");
    shop_write(shop, "brands/aurora/.new",
               "local dms <const> = require('dms')\n"
               "dms.decision { name = 'sales.floor',\n"
               "  run = function() return { limit = 2 } end }\n");
    strcpy(hidden, in_scripts(shop, "brands/aurora/.new"));
    assert_int_equal(rename(hidden, in_scripts(shop, SALES)), 0);
    wait_for_another(shop, before);
    assert_true(has_decision(shop, "sales.floor") &&
                !has_decision(shop, "sales.authority"));
    before = version(shop);
    shop_write(shop, "brands/tianhe/sales.lua", good);
    wait_for_another(shop, before);
    assert_true(has_decision(shop, "sales.authority"));
    before = version(shop);
    shop_write(shop, "brands/tianhe/sales.lua", "broken(");
    shop_write(shop, "brands/tianhe/other.lua", "local x = 1\n");
    usleep(600000);
    assert_int_equal(version(shop), before);
    unlink(in_scripts(shop, "brands/tianhe/sales.lua"));
    wait_for_another(shop, before);
    assert_false(has_decision(shop, "sales.authority"));
}

static void
a_file_that_is_written_all_the_time_does_not_keep_the_others_waiting(void **state)
{
    struct shop *shop = *state;
    shop_write(shop, SALES, good);
    shop_must(shop, activate(shop));
    shop_must(shop, script_watch(shop->house, &shop->error));
    int64_t before = version(shop);
    shop_write(shop, SALES, "local x = 1\n");
    for (int i = 0; i < 200 && version(shop) == before; i++) {
        shop_write(shop, "brands/aurora/log.txt", "more");
        usleep(50000);
    }
    assert_int_not_equal(version(shop), before);
}

struct load {
    struct shop *shop;
    atomic_bool done;
    atomic_long evaluations, mixed;
};

static enum dms_status
ask_once(struct dms_unit *unit, void *data, struct dms_json **answer,
         struct dms_error *error)
{
    struct load *load = data;
    struct dms_json *found = NULL;
    (void)answer;
    enum dms_status st = dms_call(unit, "sales.authority", NULL, &found, error);
    int64_t one = dms_json_integer_at(found, "one");
    bool same = st == DMS_OK && dms_json_integer_at(found, "two") == one &&
                dms_json_integer_at(found, "three") == one;
    atomic_fetch_add(&load->evaluations, 1);
    atomic_fetch_add(&load->mixed, !same);
    dms_json_destroy(found);
    return DMS_OK;
}

static void *
ask_on(void *data)
{
    struct load *load = data;
    struct dms_request request = { .size = sizeof(request),
                                   .flags = DMS_AS_HOUSE,
                                   .store = "S-aurora" };
    while (!atomic_load(&load->done)) {
        struct dms_json *answer = NULL;
        dms_house_read(load->shop->house, &request, ask_once, load, &answer, NULL);
        dms_json_destroy(answer);
    }
    return NULL;
}

/* The same number in two files: a mixture of versions would show. */
static void
write_number(const struct shop *shop, int number)
{
    char text[600];
    snprintf(text, sizeof(text), "return { two = %d }\n", number);
    shop_write(shop, RATES, text);
    snprintf(
        text, sizeof(text),
        "local dms <const> = require('dms')\nlocal rates <const> = require('lib/rates')\n"
        "local ONE <const> = %d\nlocal function three() return %d end\n"
        "dms.decision { name = 'sales.authority', run = function()\n"
        "  return { one = ONE, two = rates.two, three = three() } end }\n",
        number, number);
    shop_write(shop, SALES, text);
}

static void
under_load_every_evaluation_belongs_to_one_version(void **state)
{
    struct load load = { .shop = *state };
    pthread_t threads[8];
    write_number(load.shop, 0);
    shop_must(load.shop, activate(load.shop));
    for (size_t i = 0; i < 8; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, ask_on, &load), 0);
    for (int number = 1; number <= 30; number++) {
        long before = atomic_load(&load.evaluations);
        write_number(load.shop, number % 7); /* older versions come back, too */
        shop_must(load.shop, activate(load.shop));
        while (atomic_load(&load.evaluations) < before + 20)
            usleep(1000);
    }
    atomic_store(&load.done, true);
    for (size_t i = 0; i < 8; i++)
        pthread_join(threads[i], NULL);
    assert_true(atomic_load(&load.evaluations) > 600);
    assert_int_equal(atomic_load(&load.mixed), 0);
}

#define WITH_SHOP(name) cmocka_unit_test_setup_teardown(name, shop_setup, shop_teardown)

/* A slow machine must not meet the limit of time before the one that is meant. */
static int64_t
still_clock(void)
{
    return 0;
}

int
main(void)
{
    yard_clock = still_clock;
    const struct CMUnitTest tests[] = {
        WITH_SHOP(a_wrong_script_changes_nothing_and_says_where),
        WITH_SHOP(what_is_no_small_regular_file_is_refused_without_waiting_for_it),
        WITH_SHOP(what_editors_on_windows_write_and_links_are_read),
        WITH_SHOP(a_watched_folder_sees_renames_new_folders_and_files_that_go),
        WITH_SHOP(a_file_that_is_written_all_the_time_does_not_keep_the_others_waiting),
        WITH_SHOP(under_load_every_evaluation_belongs_to_one_version),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
