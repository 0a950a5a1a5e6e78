/* inside.h - one running test, for the files of this folder. */
#ifndef DMS_TEST_INSIDE_H
#define DMS_TEST_INSIDE_H

#include <setjmp.h>
#include <stdarg.h>

#include "dms-test/test.h"

struct dms_test {
    struct dms_house *house;
    char dir[64]; /* store/ and scripts/ are in it */
    int64_t now;  /* the clock's time; read by the threads of a house that serves, so atomically */
    char user[128]; /* "": the house */
    int shop;       /* store T01 is there */
    struct dms_json *answer; /* of the last step */
    char *text;              /* lent by the last step */
    char *rejected;          /* the first row that the last import rejected, and why; or NULL */
    struct dms_error *error;
    int braced; /* a refusal is expected */
    const char *file; /* where the step stands */
    int line;
    jmp_buf out;
};

/* A store with brand, shop and plugins of FOLDERS (NULL: the usual). Ends the test in itself when a
 * plugin does not load. */
void test_open(struct dms_test *test, const char *folders);
void test_close(struct dms_test *test);

/* Prints where and what, and leaves the test. */
_Noreturn void test_fail(struct dms_test *test, const char *format, ...) DMS_PRINTF(2, 3);
/* Leaves the test with the sentence of test->error, unless a refusal is expected. */
void test_refuse(struct dms_test *test);

/* Asks QUESTION, which is taken; 1 when answered. */
int test_ask(struct dms_test *test, struct dms_json *question);
/* What the last step left behind goes. */
void test_forget(struct dms_test *test);
/* {"do": WHAT}; one about a record. Yours to destroy. */
struct dms_json *test_question(const char *what);
struct dms_json *test_question_of(const char *what, const char *entity, int64_t id);
/* The object that "name=value|…" says. Yours to destroy. */
struct dms_json *test_fields(const char *format, va_list arguments) DMS_PRINTF(1, 0);
/* Those of the open tasks that are of KIND about the record; read as the house. Borrowed. */
const struct dms_json *test_find_tasks(struct dms_test *test, const char *kind,
                                       const char *entity, int64_t id);

#endif
