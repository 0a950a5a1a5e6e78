/* alloc_json_test.c - the n-th piece of memory is refused while JSON is read: it is read as it is
 * written, or the house ends with the one line that says why. jansson's reader drops a character where
 * its buffer could not grow, and where that is the last quote reads on behind its end (its issue 362). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka wants the four above. */
#include <cmocka.h>

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <dms/json.h>

#include "support/scarce.h"

#define LONGEST 40

/* The child. It ends with 0 when what was read is what was written, with 2 when so few pieces were
 * asked for that none was refused, with 1 when something else was read. */
static void
read_it(int errors, const char *json, long long n)
{
    struct dms_json *value = NULL;
    dup2(errors, STDERR_FILENO);
    scarce_left = n;
    enum dms_status st = dms_json_load(json, strlen(json), &value, NULL);
    bool refused = scarce_left < 0;
    scarce_left = -1;
    char *printed = st == DMS_OK ? dms_json_print(value) : NULL;
    bool same = printed != NULL && strcmp(printed, json) == 0;
    _exit(same ? refused ? 0 : 2 : 1);
}

/* Whether the N-th piece was asked for. */
static bool
refuse(const char *json, long long n)
{
    int errors[2], status;
    char text[500] = "";
    assert_int_equal(pipe(errors), 0);
    pid_t child = fork();
    if (child == 0)
        read_it(errors[1], json, n);
    close(errors[1]);
    ssize_t size = read(errors[0], text, sizeof(text) - 1);
    close(errors[0]);
    waitpid(child, &status, 0);
    text[size > 0 ? size : 0] = '\0';
    bool ended = WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT;
    bool read_well = WIFEXITED(status) && WEXITSTATUS(status) != 1;
    if (!read_well && !(ended && scarce_was_said(text)))
        fail_msg("%s, %lld: ended with %d: %s", json, n, status, text);
    return ended || WEXITSTATUS(status) == 0;
}

static void
refuse_each(const char *json)
{
    long long n = 0;
    while (refuse(json, n))
        n++;
    assert_true(n > 2);
}

static void
a_text_of_any_length_is_read_whole_or_not_at_all(void **state)
{
    char json[LONGEST + 3] = "\"";
    (void)state;
    for (size_t length = 1; length <= LONGEST; length++) {
        json[length] = (char)('a' + length % 26);
        strcpy(json + length + 1, "\"");
        refuse_each(json);
    }
}

static void
a_long_number_is_read_whole_or_not_at_all(void **state)
{
    (void)state;
    refuse_each("[1234567890123456,12345678901234567]");
    refuse_each("{\"a_key_of_many_letters\":{\"vin\":\"LDMA5A1B2T0000001\"}}");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_text_of_any_length_is_read_whole_or_not_at_all),
        cmocka_unit_test(a_long_number_is_read_whole_or_not_at_all),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
