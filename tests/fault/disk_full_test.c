/* disk_full_test.c - the disk fills up at any place: writes are refused with one sentence,
 * reading goes on, nothing is half there, and when there is space again so is the house.
 * timeout: 120 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka wants the four above. */
#include <cmocka.h>

#include <errno.h>
#include <inttypes.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <dms/house.h>

#include "support/long_form.h"

/* Bytes that may still be written with pwrite; negative: as many as one likes. */
static atomic_llong space = -1;

/* These stand before the C library's: the database writes through here. */
__attribute__((visibility("default"))) ssize_t
pwrite64(int file, const void *data, size_t size, off64_t at)
{
    long long left = atomic_load(&space);
    if (left >= 0 && left < (long long)size) {
        errno = ENOSPC;
        return -1;
    }
    if (left >= 0)
        atomic_fetch_sub(&space, (long long)size);
    return syscall(SYS_pwrite64, file, data, size, at);
}

__attribute__((visibility("default"))) ssize_t
pwrite(int file, const void *data, size_t size, off_t at)
{
    return pwrite64(file, data, size, at);
}

static char dir[64], store[80];
static struct dms_house *house;
static const struct dms_request request = { .size = sizeof(request),
                                            .flags = DMS_AS_HOUSE };

static enum dms_status
put_brand(struct dms_unit *unit, void *context, struct dms_json **answer,
          struct dms_error *error)
{
    (void)answer;
    struct dms_record *record = NULL;
    char code[40];
    snprintf(code, sizeof(code), "b%" PRId64, *(int64_t *)context);
    enum dms_status st = dms_unit_new(unit, "core.brand", &record, error);
    if (st == DMS_OK)
        st = dms_record_set_text(record, "code", code, error);
    if (st == DMS_OK)
        st = dms_record_set_text(record, "name", "一个品牌，名称不短也不长", error);
    return st == DMS_OK ? dms_unit_save(unit, record, error) : st;
}

static enum dms_status
count_brands(struct dms_unit *unit, void *context, struct dms_json **answer,
             struct dms_error *error)
{
    (void)answer;
    return dms_unit_count(unit, "core.brand", "", NULL, context, error);
}

static int64_t
brands(void)
{
    int64_t count = 0;
    struct dms_json *nothing = NULL;
    assert_int_equal(
        dms_house_read(house, &request, count_brands, &count, &nothing, NULL), DMS_OK);
    return count;
}

static bool
is_sound(const char *question)
{
    struct dms_json *json = NULL, *answer = NULL;
    assert_int_equal(dms_json_load(question, strlen(question), &json, NULL), DMS_OK);
    assert_int_equal(dms_house_ask(house, &request, json, &answer, NULL), DMS_OK);
    bool sound = dms_json_boolean_at(answer, "sound");
    dms_json_destroy(json);
    dms_json_destroy(answer);
    return sound;
}

static void
the_house_says_it_is_full_and_recovers_by_itself(void **state)
{
    (void)state;
    int places = test_is_long() ? 1000 : 200;
    int64_t next = 0, written = 0;
    struct dms_error *error = dms_error_create();
    struct dms_house_options options = { .size = sizeof(options),
                                         .plugin_path = "/nowhere",
                                         .script_path = "/nowhere" };
    strcpy(dir, "/tmp/dms-full-XXXXXX");
    assert_non_null(mkdtemp(dir));
    snprintf(store, sizeof(store), "%s/store", dir);
    assert_int_equal(dms_house_create(store, error), DMS_OK);
    assert_int_equal(dms_house_open(store, &options, &house, error), DMS_OK);
    for (int place = 0; place < places; place++) {
        int refused = 0;
        atomic_store(&space, (long long)place * 1733);
        for (int i = 0; refused < 2; i++) {
            assert_true(i < 2000); /* else the space never ends */
            int64_t number = next++;
            dms_error_clear(error);
            enum dms_status st =
                dms_house_write(house, &request, put_brand, &number, NULL, error);
            written += st == DMS_OK;
            if (st == DMS_OK)
                continue;
            if (st != DMS_FULL)
                fail_msg("place %d: %s %s %s", place, dms_status_name(st),
                         dms_error_key(error), dms_error_value(error, "reason"));
            refused++;
            assert_int_equal(brands(), written); /* reading goes on */
        }
        atomic_store(&space, -1);
        int64_t number = next++;
        dms_error_clear(error);
        assert_int_equal(
            dms_house_write(house, &request, put_brand, &number, NULL, error), DMS_OK);
        written++;
        assert_int_equal(brands(), written);
        test_tell("disk full", (size_t)place + 1, (size_t)places);
    }
    assert_true(is_sound("{\"do\":\"check\"}"));
    assert_true(is_sound("{\"do\":\"audit_verify\"}"));
    dms_house_close(house);
    assert_int_equal(dms_house_open(store, &options, &house, error), DMS_OK);
    assert_int_equal(brands(), written);
    dms_house_close(house);
    dms_error_destroy(error);
    char command[100];
    snprintf(command, sizeof(command), "rm -rf %s", dir);
    assert_int_equal(system(command), 0);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_house_says_it_is_full_and_recovers_by_itself),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
