/* test.h - a plugin's own tests: a house in a temporary folder, a clock that stands until it is
 * told to go, and sentences about tasks, events and refusals.
 *
 *     #include <dms-test/test.h>
 *
 *     DMS_TEST(a_reminder_can_be_finished)
 *     {
 *         int64_t id = dms_test_create(test, "tow_truck.reminder", "title=年检");
 *         dms_test_do(test, "tow_truck.reminder", id, "finish");
 *         EXPECT_STATE(test, "tow_truck.reminder", id, "done");
 *     }
 *
 *     DMS_TEST_MAIN
 *
 * Link it with libdms-test (pkg-config dms-test; dms::test in CMake) and run it with the folder
 * that holds the plugin's folder as its first argument; without one it takes what a house would
 * take, $DMS_PLUGIN_PATH above all. Each test opens a fresh store with one brand "test" and one
 * store "T01", no rules but the plugins' process.lua, at 09:30 in China on Tuesday, 2026-11-24. It
 * acts as the house until dms_test_as. A step that is refused ends the test with file and line of
 * the step and the sentence of the refusal; so does an expectation that does not hold, and a
 * plugin that did not load. All of it stands on include/dms alone. Since 1.1. */
#ifndef DMS_TEST_TEST_H
#define DMS_TEST_TEST_H

#include "dms/front.h"

DMS_EXTERN_C_BEGIN

/* One running test. Borrowed; gone when the test ends. */
struct dms_test;

/* Cases. ----------------------------------------------------------------------------- */

struct dms_test_case {
    const char *name; /* '_' is printed as a blank: a sentence */
    void (*run)(struct dms_test *test);
    struct dms_test_case *next;
};

/* Declares a test of the program; runs in the order of the file. */
#define DMS_TEST(sentence)                                                             \
    static void sentence(struct dms_test *test);                                       \
    static struct dms_test_case sentence##_case = { #sentence, sentence, NULL };       \
    __attribute__((constructor)) static void sentence##_add(void)                      \
    {                                                                                  \
        dms_test_add(&sentence##_case);                                                \
    }                                                                                  \
    static void sentence(struct dms_test *test)
/* The program: dms_test_run with its arguments. */
#define DMS_TEST_MAIN                                                                  \
    int main(int argc, char **argv)                                                    \
    {                                                                                  \
        return dms_test_run(argc, argv);                                               \
    }

/* TEST_CASE stays where it is until the program ends. */
void dms_test_add(struct dms_test_case *test_case);
/* PROGRAM [FOLDERS [WORDS]]: runs the tests whose sentence contains WORDS ("" or none: all) with
 * the plugins of FOLDERS (':' between). Prints a line for each; returns 0 when all hold, 1 when
 * one does not, 2 when there was none to run. */
int dms_test_run(int argc, char **argv);

/* Notes where the next step stands, for what it may have to say; the macros below do it. */
struct dms_test *dms_test_at(struct dms_test *test, const char *file, int line);
#define DMS_TEST_HERE(test) dms_test_at((test), __FILE__, __LINE__)

/* Who and when. ------------------------------------------------------------------------ */

/* The open house, for whatever is not said here. Borrowed. */
struct dms_house *dms_test_house(struct dms_test *test);
/* From now on acts as a user of store T01 with ROLES ("tow_truck_clerk", or several with commas);
 * made when first asked for, its login name is ROLES. NULL: as the house. */
void dms_test_as(struct dms_test *test, const char *roles);
/* ms UTC; only the two below move it. */
int64_t dms_test_now(struct dms_test *test);
/* Lets MS pass, or the time go on to CLOCK ("2026-11-25 10:00" on the dealer's wall, not before
 * now): every timer due on the way runs at its own time, and all subscribers have heard. */
void dms_test_pass(struct dms_test *test, int64_t ms);
void dms_test_until(struct dms_test *test, const char *clock);

/* Steps. ------------------------------------------------------------------------------- */

/* FIELDS is a printf format of name=value pairs joined by '|', each value in written form
 * ("129800.00", "2026-11-24", "true"); one that begins with '{' or '[' is JSON. A '|' that no
 * name and '=' follow belongs to the value. */

/* The id of the new record; 0 when refused inside EXPECT_REFUSED. */
int64_t dms_test_create(struct dms_test *test, const char *entity, const char *fields, ...)
    DMS_PRINTF(3, 4);
void dms_test_set(struct dms_test *test, const char *entity, int64_t id, const char *fields, ...)
    DMS_PRINTF(4, 5);
void dms_test_remove(struct dms_test *test, const char *entity, int64_t id);
/* Runs a transition; do_with gives it fields. */
void dms_test_do(struct dms_test *test, const char *entity, int64_t id, const char *transition);
void dms_test_do_with(struct dms_test *test, const char *entity, int64_t id,
                      const char *transition, const char *fields, ...) DMS_PRINTF(5, 6);
/* What the call answers: borrowed until the next step; NULL when it answered nothing. */
const struct dms_json *dms_test_call(struct dms_test *test, const char *name,
                                     const char *arguments, ...) DMS_PRINTF(3, 4);
/* Any question as dms_house_ask takes it, in JSON. The answer: borrowed until the next step. */
const struct dms_json *dms_test_ask(struct dms_test *test, const char *question);
/* Imports TEXT as a file with an importer (or into an entity); how many were accepted. */
int64_t dms_test_import(struct dms_test *test, const char *target, const char *text);
/* Marks the first open task of KIND about the record done, as dms task done. */
void dms_test_task_done(struct dms_test *test, const char *kind, const char *entity, int64_t id,
                        const char *outcome);

/* Expectations. ------------------------------------------------------------------------ */

/* Prepares TEST for a refusal; then tells whether the step since then was refused with KEY, told
 * of FIELD (NULL: whatever field). Together: EXPECT_REFUSED. */
void dms_test_brace(struct dms_test *test);
void dms_test_refused(struct dms_test *test, const char *key, const char *field);
/* Waits for the subscribers, then counts: open tasks of KIND about the record; events NAME of the
 * record (0: of whatever record) since the test began. */
int64_t dms_test_tasks(struct dms_test *test, const char *kind, const char *entity, int64_t id);
int64_t dms_test_events(struct dms_test *test, const char *name, int64_t id);
/* A field in written form, "" when it is empty: "state" too. Borrowed until the next step. */
const char *dms_test_field(struct dms_test *test, const char *entity, int64_t id,
                           const char *field);
/* Ends the test unless TRUTH, the two texts are equal, the two numbers are. */
void dms_test_expect(struct dms_test *test, int truth, const char *what);
void dms_test_expect_text(struct dms_test *test, const char *found, const char *expected);
void dms_test_expect_number(struct dms_test *test, int64_t found, int64_t expected,
                            const char *what);

DMS_EXTERN_C_END

/* Steps remember the line they stand in: a macro does not expand within itself. */
#define dms_test_as(test, roles) dms_test_as(DMS_TEST_HERE(test), roles)
#define dms_test_pass(test, ms) dms_test_pass(DMS_TEST_HERE(test), ms)
#define dms_test_until(test, clock) dms_test_until(DMS_TEST_HERE(test), clock)
#define dms_test_create(test, ...) dms_test_create(DMS_TEST_HERE(test), __VA_ARGS__)
#define dms_test_set(test, ...) dms_test_set(DMS_TEST_HERE(test), __VA_ARGS__)
#define dms_test_remove(test, ...) dms_test_remove(DMS_TEST_HERE(test), __VA_ARGS__)
#define dms_test_do(test, ...) dms_test_do(DMS_TEST_HERE(test), __VA_ARGS__)
#define dms_test_do_with(test, ...) dms_test_do_with(DMS_TEST_HERE(test), __VA_ARGS__)
#define dms_test_call(test, ...) dms_test_call(DMS_TEST_HERE(test), __VA_ARGS__)
#define dms_test_ask(test, question) dms_test_ask(DMS_TEST_HERE(test), question)
#define dms_test_import(test, ...) dms_test_import(DMS_TEST_HERE(test), __VA_ARGS__)
#define dms_test_task_done(test, ...) dms_test_task_done(DMS_TEST_HERE(test), __VA_ARGS__)

#define EXPECT(test, truth) dms_test_expect(DMS_TEST_HERE(test), !!(truth), #truth)
#define EXPECT_TEXT(test, found, expected) \
    dms_test_expect_text(DMS_TEST_HERE(test), found, expected)
#define EXPECT_NUMBER(test, found, expected) \
    dms_test_expect_number(DMS_TEST_HERE(test), found, expected, #found)
#define EXPECT_FIELD(test, entity, id, field, expected) \
    EXPECT_TEXT(test, dms_test_field(DMS_TEST_HERE(test), entity, id, field), expected)
#define EXPECT_STATE(test, entity, id, state) EXPECT_FIELD(test, entity, id, "state", state)
/* One open task of KIND about the record, or none. */
#define EXPECT_TASK(test, kind, entity, id) \
    dms_test_expect_number(test, dms_test_tasks(DMS_TEST_HERE(test), kind, entity, id), 1, kind)
#define EXPECT_NO_TASK(test, kind, entity, id) \
    dms_test_expect_number(test, dms_test_tasks(DMS_TEST_HERE(test), kind, entity, id), 0, kind)
/* The event NAME was told of the record, or was not. */
#define EXPECT_EVENT(test, name, id) \
    dms_test_expect(test, dms_test_events(DMS_TEST_HERE(test), name, id) > 0, name)
#define EXPECT_NO_EVENT(test, name, id) \
    dms_test_expect_number(test, dms_test_events(DMS_TEST_HERE(test), name, id), 0, name)
/* STEP, one of the steps above, is refused with the sentence KEY, told of FIELD:
 *     EXPECT_REFUSED(test, "tow_truck.day_has_passed", "due_on",
 *                    dms_test_create(test, "tow_truck.reminder", "title=a|due_on=2026-11-23")); */
#define EXPECT_REFUSED(test, key, field, step)                \
    do {                                                      \
        dms_test_brace(DMS_TEST_HERE(test));                  \
        (void)(step);                                         \
        dms_test_refused(DMS_TEST_HERE(test), key, field);    \
    } while (0)

#endif
