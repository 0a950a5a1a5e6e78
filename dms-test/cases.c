/* cases.c - the tests of a program: declared by DMS_TEST, run one by one, each in a fresh house. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "inside.h"

static struct dms_test_case *first, **last = &first;

void
dms_test_add(struct dms_test_case *test_case)
{
    *last = test_case;
    last = &test_case->next;
}

struct dms_test *
dms_test_at(struct dms_test *test, const char *file, int line)
{
    test->file = file;
    test->line = line;
    return test;
}

/* Before its first step a test has no line. */
static void
say_where(const struct dms_test *test)
{
    if (test->line > 0)
        printf("  %s:%d: ", test->file, test->line);
    else
        printf("  before the first step: ");
}

void
test_fail(struct dms_test *test, const char *format, ...)
{
    va_list arguments;
    say_where(test);
    va_start(arguments, format);
    vprintf(format, arguments);
    va_end(arguments);
    putchar('\n');
    if (test->rejected != NULL)
        printf("  the last import rejected: %s\n", test->rejected);
    longjmp(test->out, 1);
}

void
test_refuse(struct dms_test *test)
{
    if (test->braced)
        return;
    char *sentence = test->house != NULL
                         ? dms_house_error_text(test->house, "en", test->error)
                         : strdup(dms_error_key(test->error));
    say_where(test);
    printf("%s: %s\n", dms_status_name(dms_error_status(test->error)), sentence);
    free(sentence);
    longjmp(test->out, 1);
}

/* The name as a sentence. */
static void
say(const char *verdict, const char *name)
{
    printf("%s: ", verdict);
    for (; *name != '\0'; name++)
        putchar(*name == '_' ? ' ' : *name);
    putchar('\n');
    fflush(stdout);
}

static int
holds(const struct dms_test_case *test_case, const char *folders)
{
    struct dms_test *test = calloc(1, sizeof(*test));
    volatile int faults = 1;
    if (test == NULL)
        abort();
    test->error = dms_error_create();
    if (setjmp(test->out) == 0) {
        test_open(test, folders);
        test_case->run(test);
        faults = 0;
    }
    test_close(test);
    dms_error_destroy(test->error);
    free(test);
    say(faults == 0 ? "ok" : "FAULT", test_case->name);
    return faults == 0;
}

/* Does the sentence of NAME contain WORDS? */
static int
is_meant(const char *name, const char *words)
{
    char sentence[256];
    size_t size = strlen(name) < sizeof(sentence) ? strlen(name) : sizeof(sentence) - 1;
    for (size_t i = 0; i < size; i++)
        sentence[i] = name[i] == '_' ? ' ' : name[i];
    sentence[size] = '\0';
    return strstr(sentence, words) != NULL || strstr(name, words) != NULL;
}

int
dms_test_run(int argc, char **argv)
{
    const char *folders = argc > 1 && argv[1][0] != '\0' ? argv[1] : NULL;
    const char *words = argc > 2 ? argv[2] : "";
    int run = 0, faults = 0;
    for (const struct dms_test_case *at = first; at != NULL; at = at->next) {
        if (!is_meant(at->name, words))
            continue;
        run++;
        faults += !holds(at, folders);
    }
    printf("%d tests, %d faults\n", run, faults);
    if (run == 0)
        return 2;
    return faults == 0 ? 0 : 1;
}
